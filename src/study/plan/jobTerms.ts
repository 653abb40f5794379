/**
 * Terms in Django job ads: their names, and how ads and questions write them.
 *
 * Forms match in any case, at word bounds, except that one beginning with `=` must match exactly
 * ("=Go" is a language, "go" is not), and one with Chinese characters matches anywhere.
 */

/** The kind of a thing, which determines its place in lists. */
export const jobTermKinds = [
  'framework',
  'database',
  'cloud',
  'tool',
  'practice',
  'skill',
] as const;
export type JobTermKind = (typeof jobTermKinds)[number];

export interface JobTerm {
  /** The display name. */
  readonly name: string;
  readonly kind: JobTermKind;
  /** Spellings in ads, besides the name. */
  readonly forms: readonly string[];
  /** Spellings of its meaning in questions and answers, besides name and forms. */
  readonly about: readonly string[];
}

function terms(
  kind: JobTermKind,
  rows: readonly (readonly [name: string, forms?: string, about?: string])[],
): readonly JobTerm[] {
  const list = (words = '') => words.split('|').filter(word => word !== '');
  return rows.map(([name, forms, about]) => ({
    name,
    kind,
    forms: list(forms),
    about: list(about),
  }));
}

/** All known terms, each once. */
export const jobTerms: readonly JobTerm[] = [
  ...terms('framework', [
    ['Django REST Framework', '=DRF|django-rest-framework|djangorestframework', 'serializers'],
    [
      'REST APIs',
      '=REST|restful|rest api|rest-api|rest-schnittstelle|rest-schnittstellen|REST接口|接口开发|RESTful',
      'REST API|Django REST Framework',
    ],
    ['GraphQL', 'graphene|strawberry graphql'],
    ['Celery', 'django-celery|rq|dramatiq|huey', 'asynchronous tasks'],
    [
      'Background tasks',
      'task queue|task queues|asynchronous tasks|hintergrundaufgaben|异步任务|任务队列',
      'asynchronous tasks|Celery',
    ],
    ['Django Channels', 'websocket|websockets|=Channels|实时通信', 'channels|real-time'],
    ['ASGI', 'asyncio|async python|asynchronous programming|异步编程', 'ASGI'],
    [
      'Django ORM',
      '=ORM|object-relational',
      'database interactions|query optimization|optimizing database queries',
    ],
    ['Django templates', 'django template|template language|jinja|jinja2|模板', 'template tags'],
    [
      'Migrations',
      'database migrations|schema migrations|datenbankmigrationen|数据库迁移',
      'migrations',
    ],
    ['Django Admin', 'django-admin|admin interface|管理后台', 'admin site|ModelAdmin'],
    ['FastAPI'],
    ['Flask'],
    ['React', 'react.js|reactjs|next.js', 'single-page applications'],
    ['Vue.js', '=Vue|vuejs|nuxt', 'single-page applications'],
    ['Angular', '', 'single-page applications'],
    ['HTMX', 'htmx|alpine.js'],
    ['TypeScript'],
    ['JavaScript', 'ecmascript', 'frontend framework'],
    [
      'NumPy and pandas',
      'numpy|pandas|data science|datenanalyse|数据分析|数据科学',
      'NumPy|Pandas',
    ],
    [
      'Machine learning',
      'ml models|tensorflow|pytorch|scikit-learn|sklearn|maschinelles lernen|machine-learning|机器学习|深度学习',
      'machine learning',
    ],
    [
      'LLMs',
      '=LLM|large language model|large language models|langchain|openai|=RAG|generative ai|大模型|大语言模型',
    ],
    ['Wagtail', 'django-cms|django cms'],
  ]),
  ...terms('database', [
    ['PostgreSQL', 'postgres|=PG数据库'],
    ['MySQL', 'mariadb'],
    [
      'SQL',
      '=SQL|relational databases|relationale datenbanken|relationalen datenbanken|关系型数据库|关系数据库',
      'database queries|database interactions',
    ],
    ['Redis', 'valkey', 'Redis'],
    ['MongoDB', 'nosql|document database'],
    [
      'Elasticsearch',
      'opensearch|elastic search|full-text search|volltextsuche|全文检索|全文搜索',
      'full-text search',
    ],
    ['Kafka', 'apache kafka'],
    ['RabbitMQ', 'amqp|消息队列|message broker|message queue'],
    ['ClickHouse', 'bigquery|snowflake|redshift|data warehouse|数据仓库'],
    ['Memcached', '', 'caching'],
  ]),
  ...terms('cloud', [
    ['AWS', 'amazon web services|=EC2|=S3|=RDS|=ECS|=Lambda|fargate', 'cloud platforms'],
    ['Google Cloud', '=GCP|google cloud platform|cloud run', 'cloud platforms'],
    ['Azure', 'microsoft azure', 'cloud platforms'],
    ['Alibaba Cloud', 'aliyun|阿里云|腾讯云|华为云', 'cloud platforms'],
    [
      'Cloud',
      'cloud-native|cloud native|cloud platforms|cloud-plattformen|cloud-umgebung|cloud-umgebungen|云平台|云服务|云原生',
      'cloud platforms',
    ],
    ['Heroku', 'render.com|fly.io|railway'],
    ['Serverless', 'serverless'],
  ]),
  ...terms('tool', [
    [
      'Docker',
      'docker-compose|docker compose|containers|containerization|containerisierung|container|容器化|容器',
      'containerization|Docker',
    ],
    ['Kubernetes', '=K8s|k8s|helm|openshift'],
    [
      'Terraform',
      'ansible|infrastructure as code|infrastructure-as-code|=IaC|pulumi|cloudformation',
    ],
    [
      'CI/CD',
      '=CI|continuous integration|continuous delivery|continuous deployment|jenkins|github actions|gitlab ci|gitlab-ci|持续集成|持续部署|持续交付',
      'continuous integration|deployment strategies',
    ],
    [
      'Git',
      '=Git|github|gitlab|bitbucket|version control|versionskontrolle|versionsverwaltung|版本控制',
    ],
    ['Nginx', 'apache httpd|caddy|reverse proxy'],
    ['Gunicorn', 'uwsgi|wsgi|uvicorn|daphne', 'WSGI servers'],
    ['Linux', 'unix|bash|shell scripting'],
    ['pytest', 'pytest-django|unittest'],
    [
      'Playwright',
      'selenium|cypress|end-to-end tests|end-to-end testing|=E2E|端到端测试',
      'end-to-end',
    ],
    [
      'Sentry',
      'datadog|grafana|prometheus|new relic|opentelemetry|observability|监控',
      'monitor the performance|Monitoring',
    ],
    [
      'OAuth',
      'oauth2|openid connect|=OIDC|=SSO|single sign-on|=SAML|keycloak|单点登录',
      'custom authentication|OAuth',
    ],
    [
      'JWT',
      '=JWT|json web token|json web tokens',
      'SPA authentication|separate frontend framework',
    ],
    ['Stripe', 'payment integration|payment gateway|支付接口|支付系统'],
    ['Poetry or uv', '=Poetry|=uv|pipenv'],
    ['mypy', 'type hints|type annotations|pyright|类型注解'],
    ['gRPC', 'protobuf|protocol buffers'],
    ['OpenAPI', 'swagger|drf-spectacular'],
  ]),
  ...terms('practice', [
    [
      'Unit tests',
      'unit testing|unit test|unittests|unit-tests|automated tests|automated testing|automatisierte tests|testautomatisierung|单元测试|自动化测试',
      'unit tests|testing approaches',
    ],
    ['Integration tests', 'integration testing|integrationstests|集成测试', 'integration tests'],
    [
      'Test-driven development',
      '=TDD|test driven|testgetrieben|testgetriebene entwicklung|测试驱动',
      'test-driven development',
    ],
    ['Code review', 'code reviews|code-reviews|pair programming|代码评审|代码审查'],
    ['Agile', 'scrum|kanban|agile methoden|agilen|agiler|agiles|敏捷', 'Agile'],
    [
      'Microservices',
      'microservice|micro-services|microservice-architektur|微服务',
      'scale a Django application',
    ],
    [
      'Scalability',
      'scalable|scaling|high traffic|high load|highload|skalierbar|skalierbare|skalierbarkeit|高并发|高流量|可扩展',
      'scale a Django application|high traffic',
    ],
    [
      'High availability',
      'reliability|zero downtime|hochverfügbar|hochverfügbarkeit|高可用',
      'highly available',
    ],
    [
      'Performance',
      'performance optimization|performance tuning|query optimization|performanceoptimierung|performance-optimierung|性能优化|性能调优',
      'optimizing database queries|performance improvement',
    ],
    ['Caching', 'cache|caches|缓存', 'caching'],
    [
      'Security',
      'secure coding|owasp|it-sicherheit|sicherheit|安全',
      'security|secure a Django application',
    ],
    ['GDPR', '=DSGVO|=GDPR|data protection|datenschutz|privacy|数据保护|隐私'],
    [
      'Authentication and permissions',
      'authentication|authorization|authentifizierung|autorisierung|rechteverwaltung|rbac|权限|认证|鉴权',
      'authentication|authorization',
    ],
    [
      'Internationalization',
      '=i18n|=l10n|localization|localisation|internationalisierung|lokalisierung|mehrsprachig|mehrsprachige|国际化|本地化|多语言',
      'i18n',
    ],
    [
      'Legacy code',
      'legacy|refactoring|modernization|modernisierung|legacy systems|altsysteme|altsystemen|遗留系统|重构',
      'modernizing|newer version',
    ],
    [
      'Debugging',
      'troubleshooting|fehlersuche|fehleranalyse|故障排查|调试',
      'debug a complex issue',
    ],
    [
      'Deployment',
      'deployments|devops|production environment|bereitstellung|部署|运维',
      'deploy a Django application|deployment strategies',
    ],
    ['Clean code', 'design patterns|solid principles|entwurfsmuster|设计模式'],
    [
      'System design',
      'software architecture|softwarearchitektur|architecture|系统设计|架构设计|系统架构',
    ],
    ['Documentation', 'technical documentation|dokumentation|技术文档'],
    ['Accessibility', 'a11y|wcag|barrierefreiheit|barrierefrei|无障碍'],
  ]),
  ...terms('skill', [
    [
      'Communication',
      'communication skills|kommunikationsfähigkeit|kommunikationsstärke|teamwork|teamfähigkeit|team player|teamarbeit|沟通|团队合作|团队协作',
      'communication and collaboration',
    ],
    ['Mentoring', 'mentor|mentorship|coaching|lead a team|team lead|teamleitung|带团队|指导'],
    [
      'Project management',
      'projektmanagement|stakeholder|stakeholders|项目管理',
      'project management',
    ],
  ]),
];
