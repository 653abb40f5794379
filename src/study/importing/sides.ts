/** The words before a question and before an answer, in the languages of many public lists. */

/** Words before a question, as the source of an expression. */
export const questionWords =
  'question|frage|pregunta|pergunta|domanda|pytanie|вопрос|soru|câu(?: hỏi)?|pertanyaan|soal|질문|문제|[问問][题題]?|質問|[题題]目|(?:ال)?سؤال|سوال|vraag|fråga|spørgsmål|otázka|kérdés|întrebare|питання|ερώτηση|שאלה|प्रश्न|প্রশ্ন|คำถาม|interviewer';

/** Words before an answer that are more than a letter. */
export const longAnswerWords =
  'ans(?:wer)?|sol(?:ution)?|antwort|r(?:espuesta|esposta|isposta|éponse)|rta|odpowiedź|ответ|cevap|trả lời|đáp án|jawab(?:an)?|답변?|정답|答(?:案|え)?|回答|解答|(?:ال)?(?:جواب|[إا]جابة)|پاسخ|antwoord|svar|odpověď|válasz|răspuns|відповідь|απάντηση|תשובה|उत्तर|উত্তর|คำตอบ|candidate';

/** Words before an answer. */
export const answerWords = `a|r|ج|back|definition|${longAnswerWords}`;
