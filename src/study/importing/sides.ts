/** The words before a question and before an answer, in the languages of many public lists. */

/** Words before a question, as the source of an expression. */
export const questionWords =
  'question|frage|pregunta|pergunta|domanda|pytanie|вопрос|soru|câu(?: hỏi)?|pertanyaan|soal|질문|문제|[问問][题題]?|質問|[题題]目|(?:ال)?سؤال|سوال|vraag|fråga|spørgsmål|otázka|kérdés|întrebare|питання|ερώτηση|שאלה|प्रश्न|প্রশ্ন|คำถาม|interviewer';

/** Words before an answer that are more than a letter. */
export const longAnswerWords =
  '(?:(?:sample|model|example|suggested) )?ans(?:wer)?|sol(?:ution|uci[óo]n|ução)?|(?:muster)?antwort|(?:muster)?lösung|r(?:espuesta|esposta|isposta|éponse)|rta|odpowiedź|ответ|cevap|trả lời|đáp án|jawab(?:an)?|답변?|정답|(?:参考)?答(?:案|え)?|回答|解答|(?:ال)?(?:جواب|[إا]جابة)|پاسخ|antwoord|svar|odpověď|válasz|răspuns|відповідь|απάντηση|תשובה|उत्तर|উত্তর|คำตอบ|candidate';

/** Words before an answer. */
export const answerWords = `a|r|ج|back|def(?:inition)?|${longAnswerWords}`;

/** `**Answer:**`, `**Answer**` or `**A1.**` on a line of its own, or a heading. */
const answerLabel = new RegExp(
  String.raw`^(?:[*_]{0,3}(?:${answerWords})\s?(?:[*_]{0,3}\s?[:：]|\d{1,4}[.:：])\s?[*_]{0,3}|\*\*(?:${longAnswerWords})\*\*|#{2,6}\s[*_]{0,3}(?:(?:${longAnswerWords})\s?[:：]?|a\s?[:：.])[*_]{0,3})$`,
  'i',
);

/** A longer line, in characters, is more than an answer's label. */
const longestLabel = 40;

/** Whether a text only announces the answer below it, such as `**Answer:**`. */
export function announcesBelow(text: string): boolean {
  const words = text.trim();
  return words.length <= longestLabel && answerLabel.test(words);
}
