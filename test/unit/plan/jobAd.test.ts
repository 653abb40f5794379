import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inOrder, questionsFor, readJobAd, textOfPage } from '../../../src/study/plan/jobAd';
import { jobTerms } from '../../../src/study/plan/jobTerms';
import { finish } from '../../../src/study/steps';

const names = (text: string) => readJobAd(text).terms.map(({ term }) => term.name);

const english = `# Senior Python/Django Developer (m/f/d)

We build a marketplace. You will design RESTful services with Django and DRF, move slow work to Celery,
and tune PostgreSQL queries. We deploy to AWS (ECS, RDS) with Docker, Kubernetes and GitHub Actions.

Requirements
- 5+ years with Django, the ORM and migrations
- Solid unit testing with pytest; code reviews
- Nice to have: Kafka, gRPC, GraphQL
- Good communication skills`;

const german = `Softwareentwickler (m/w/d) Python/Django

Ihre Aufgaben: Entwicklung von REST-Schnittstellen, Migration von Altsystemen, Code-Reviews.
Ihr Profil: mehrjährige Erfahrung mit Django und relationalen Datenbanken (PostgreSQL, MariaDB),
Containerisierung mit Docker, automatisierte Tests, agile Methoden (Scrum), Datenschutz (DSGVO),
Teamfähigkeit. Wünschenswert: Barrierefreiheit, Volltextsuche.`;

const chinese = `Python后端开发工程师（Django）
岗位职责：负责接口开发与性能优化，参与系统设计、代码评审和单元测试。
任职要求：熟悉Django、MySQL、Redis和消息队列，了解Docker容器化部署与微服务，
有高并发经验、阿里云使用经验者优先；应届毕业生亦可，沟通能力良好。`;

describe('a job ad', () => {
  it('is read from a saved page without its scripts and styles', () => {
    const page = `<html><style>Docker</style><body><h1>Django</h1><script>"<style>" + 'Flask'</script>
      <p class="a">We use <b>Redis</b>.</p><script>Kafka`;
    assert.deepEqual(
      textOfPage(page).split(/\s+/).filter(Boolean).join(' '),
      'Django We use Redis . Kafka',
    );
  });

  it('is read in English', () => {
    const { terms, seniority, title } = readJobAd(english);
    const found = terms.map(({ term }) => term.name);
    for (const name of [
      ...['Django REST Framework', 'REST APIs', 'Celery', 'PostgreSQL', 'AWS', 'Docker'],
      ...['Kubernetes', 'CI/CD', 'Django ORM', 'Migrations', 'Unit tests', 'pytest', 'Code review'],
      ...['Kafka', 'gRPC', 'GraphQL', 'Communication'],
    ]) {
      assert.ok(found.includes(name), `${name} is missed`);
    }
    for (const name of ['React', 'Azure', 'Machine learning', 'MongoDB', 'Django Channels']) {
      assert.ok(!found.includes(name), `${name} is not in it`);
    }
    assert.equal(seniority, 'senior');
    assert.equal(title, 'Senior Python/Django Developer (m/f/d)');
  });

  it('is read in German', () => {
    const found = names(german);
    for (const name of [
      ...['REST APIs', 'Legacy code', 'Code review', 'SQL', 'PostgreSQL', 'MySQL', 'Docker'],
      ...['Unit tests', 'Agile', 'GDPR', 'Communication', 'Accessibility', 'Elasticsearch'],
    ]) {
      assert.ok(found.includes(name), `${name} is missed`);
    }
    assert.equal(readJobAd(german).seniority, 'senior');
  });

  it('is read in Chinese, which has no spaces', () => {
    const found = names(chinese);
    for (const name of [
      ...['REST APIs', 'Performance', 'System design', 'Code review', 'Unit tests', 'MySQL'],
      ...['Redis', 'RabbitMQ', 'Docker', 'Microservices', 'Scalability', 'Alibaba Cloud'],
      ...['Communication', 'Deployment'],
    ]) {
      assert.ok(found.includes(name), `${name} is missed`);
    }
    assert.equal(readJobAd(chinese).seniority, 'junior');
  });

  for (const [text, not] of [
    ['You get plenty of rest and go home early.', 'REST APIs'],
    ['We react quickly to angular momentum. Ask for the menu.', 'React Native'],
    ['The internal channels of our firm', 'Django Channels'],
    ['A reformist digit in MySQLite', 'Git'],
    ['He is an orm of a man', 'Django ORM'],
  ] as const) {
    it(`does not find ${not} in “${text}”`, () => assert.ok(!names(text).includes(not)));
  }

  it('does not say how senior one must be where it says several things, or nothing', () => {
    assert.equal(readJobAd('Junior or senior developers').seniority, undefined);
    assert.equal(readJobAd('Developers').seniority, undefined);
  });

  it('may be any text, however long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => {
        for (const { count } of readJobAd(text).terms) assert.ok(count > 0);
      }),
      { numRuns: 50 },
    );
    const long = readJobAd('django-rest-framework '.repeat(50_000));
    assert.equal(long.terms[0]?.term.name, 'Django REST Framework');
    assert.ok(long.title.length <= 60);
  });

  it('has each name and each form once', () => {
    const all = jobTerms.map(({ name }) => name);
    assert.deepEqual(all, [...new Set(all)]);
    const owners = new Map<string, string>();
    for (const { name, forms } of jobTerms) {
      for (const form of forms) {
        const lower = form.replace(/^=/, '').toLowerCase();
        const owner = owners.get(lower);
        // Exact and case-insensitive matches are the same form of the same thing.
        assert.ok(owner === undefined || owner === name, `${form}: ${owner} and ${name}`);
        owners.set(lower, name);
      }
    }
  });
});

describe('the questions for an ad', () => {
  const questions = [
    { id: 'tasks', title: 'Advanced\nHow do you implement asynchronous tasks?', body: 'Celery' },
    { id: 'drf', title: 'Advanced\nWhat are DRF serializers?', body: 'PostgreSQL' },
    { id: 'scale', title: 'Scaling', body: 'PostgreSQL here, PostgreSQL there, postgres again' },
    { id: 'forms', title: 'Forms', body: 'PostgreSQL once' },
  ];

  it('are those that ask for a thing, or else those whose answers speak of it', () => {
    const { terms } = readJobAd('DRF, Celery, PostgreSQL and Kafka');
    const covered = finish(questionsFor(terms, questions));
    const of = (name: string) => covered.find(({ term }) => term.name === name)?.questions;
    assert.deepEqual(of('Django REST Framework'), ['drf']);
    assert.deepEqual(of('Celery'), ['tasks']);
    assert.deepEqual(of('PostgreSQL'), ['scale']);
    assert.deepEqual(of('Kafka'), []);
  });

  it('come in the order of how much the ad asks for them', () => {
    const { terms } = readJobAd('Celery, Celery, Celery. PostgreSQL. Kafka.');
    assert.deepEqual(inOrder(finish(questionsFor(terms, questions))), ['tasks', 'scale']);
  });

  it('are found in short steps, though an ad names everything and the answers are long', () => {
    const { terms } = readJobAd(jobTerms.map(({ name, forms }) => [name, ...forms]).join('\n'));
    const body = 'A text that no ad asks for. '.repeat(400);
    const long = Array.from({ length: 100 }, (_, at) => ({ id: `q${at}`, title: `Q${at}`, body }));
    let longest = 0;
    const steps = questionsFor(terms, long);
    for (let done = false; !done;) {
      const start = process.cpuUsage();
      done = steps.next().done === true;
      longest = Math.max(longest, process.cpuUsage(start).user / 1000);
    }
    const all = process.cpuUsage();
    finish(questionsFor(terms, long));
    const whole = process.cpuUsage(all).user / 1000;
    assert.ok(longest < whole / 4, `${longest} of ${whole} ms`);
  });
});
