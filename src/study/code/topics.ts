/**
 * Django names the built-in questions are about, if their text does not tell. `Model` is in nearly
 * every answer, but only two questions are about it. Questions of packs are found by their text.
 */
import type { QuestionId } from '../question';

/** The names that identify a question, and those that do so only together. */
export interface Topic {
  readonly strong: readonly string[];
  readonly weak: readonly string[];
}

/** `strong | weak`, space-separated names. */
function topic(strong: string, weak = ''): Topic {
  const names = (text: string) => text.split(/\s+/).filter(name => name !== '');
  return { strong: names(strong), weak: names(weak) };
}

export const topics: Readonly<Record<QuestionId, Topic>> = {
  'framework-components': topic(
    `urlpatterns ModelAdmin TabularInline StackedInline get_object_or_404 get_list_or_404 list_display search_fields
    extends`,
    'ListView DetailView TemplateView CreateView UpdateView DeleteView FormView RedirectView models path re_path include render redirect reverse reverse_lazy admin views View template_name context_object_name paginate_by get_context_data get_queryset HttpResponse model request block',
  ),
  'database-interactions': topic(
    `Model UniqueConstraint CheckConstraint RunPython AddField atomic on_commit select_for_update get_or_create update_or_create
    transaction get_absolute_url`,
    'models ForeignKey ManyToManyField OneToOneField on_delete related_name CharField TextField BooleanField DateTimeField DateField PositiveIntegerField DecimalField objects filter exclude order_by values bulk_create aggregate F Q Manager QuerySet migrations raw',
  ),
  'query-optimization': topic(
    `select_related prefetch_related Prefetch defer only iterator Subquery OuterRef Exists annotate
    values_list bulk_update explain assertNumQueries Index db_index indexes`,
    'Count Sum Avg Max Min F Q order_by filter',
  ),
  'user-authentication': topic(
    `login_required LoginRequiredMixin authenticate LoginView LogoutView PasswordResetView
    AuthenticationForm UserCreationForm permission_required PermissionRequiredMixin user_passes_test
    is_authenticated LOGIN_URL LOGIN_REDIRECT_URL AUTH_PASSWORD_VALIDATORS`,
    'login logout auth user check_password set_password',
  ),
  middleware: topic(
    `MIDDLEWARE get_response MiddlewareMixin process_view process_exception process_template_response
    process_request process_response`,
    'middleware __call__',
  ),
  forms: topic(
    `Form ModelForm BaseForm formset_factory modelformset_factory inlineformset_factory BaseFormSet
    is_valid cleaned_data as_p crispy as_div`,
    'forms CharField EmailField widget widgets ChoiceField Textarea clean formset field labels help_texts',
  ),
  'input-sanitization': topic(
    'bleach nh3 strip_tags mark_safe cleaned_data RegexValidator EmailValidator MaxLengthValidator format_html_join',
    'clean ValidationError validators escape strip forms format_html',
  ),
  caching: topic(
    `cache_page CACHES get_or_set cache_control never_cache vary_on_headers vary_on_cookie
    cache_per_user UpdateCacheMiddleware FetchFromCacheMiddleware get_many set_many cache LocMemCache
    RedisCache caches make_template_fragment_key`,
    'timeout',
  ),
  signals: topic(
    `receiver post_save pre_save post_delete pre_delete m2m_changed post_migrate Signal
    user_logged_in request_started request_finished dispatch_uid dispatch send_robust`,
    'signals sender instance connect created',
  ),
  'securing-an-application': topic(
    `SECURE_SSL_REDIRECT SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_HSTS_SECONDS csrf_token
    csrf_exempt csrf_protect ensure_csrf_cookie X_FRAME_OPTIONS SECURE_HSTS_INCLUDE_SUBDOMAINS
    SECURE_PROXY_SSL_HEADER SECURE_CONTENT_TYPE_NOSNIFF CSRF_TRUSTED_ORIGINS xframe_options_exempt
    SESSION_COOKIE_HTTPONLY SECURE_HSTS_PRELOAD`,
    'require_POST require_http_methods',
  ),
  'content-security-policy': topic(
    'CONTENT_SECURITY_POLICY SECURE_CSP SECURE_CSP_REPORT_ONLY CSP CSPMiddleware csp csp_nonce CSP_DEFAULT_SRC CSP_SCRIPT_SRC csp_exempt',
  ),
  'custom-user-model': topic(
    'AbstractUser AbstractBaseUser BaseUserManager PermissionsMixin AUTH_USER_MODEL USERNAME_FIELD REQUIRED_FIELDS create_superuser create_user normalize_email UserManager',
    'get_user_model',
  ),
  'custom-authentication': topic(
    'BaseBackend ModelBackend AUTHENTICATION_BACKENDS RemoteUserBackend RemoteUserMiddleware ldap ldap3 allauth social_django SocialAccountAdapter get_user',
    'authenticate get_user_model backends',
  ),
  'role-based-authorization': topic(
    'Permission guardian assign_perm get_objects_for_user has_perm has_perms has_module_perms',
    'Group groups permission_required user_permissions codename',
  ),
  'rest-api-authorization': topic(
    `BasePermission permission_classes IsAuthenticated IsAdminUser has_permission has_object_permission
    TokenAuthentication authentication_classes JWTAuthentication DjangoModelPermissions throttle_classes
    AllowAny IsAuthenticatedOrReadOnly TokenObtainPairView DEFAULT_PERMISSION_CLASSES`,
    'permissions rest_framework SAFE_METHODS',
  ),
  'drf-and-serializers': topic(
    `Serializer ModelSerializer HyperlinkedModelSerializer ModelViewSet ReadOnlyModelViewSet GenericViewSet
    APIView api_view ListAPIView ListCreateAPIView RetrieveUpdateDestroyAPIView DefaultRouter
    serializer_class SerializerMethodField to_representation to_internal_value REST_FRAMEWORK
    StringRelatedField PrimaryKeyRelatedField`,
    'serializers viewsets rest_framework generics queryset validated_data Response',
  ),
  'asynchronous-tasks': topic(
    'shared_task Celery CELERY delay apply_async crontab autodiscover_tasks CELERY_BROKER_URL beat_schedule celery async_task enqueue django_q huey db_task dramatiq actor CELERY_BEAT_SCHEDULE',
    'task tasks retry',
  ),
  'channels-real-time': topic(
    `AsyncWebsocketConsumer WebsocketConsumer AsyncJsonWebsocketConsumer JsonWebsocketConsumer
    ProtocolTypeRouter URLRouter AuthMiddlewareStack CHANNEL_LAYERS channel_layer get_channel_layer
    group_add group_send group_discard websocket_urlpatterns WebsocketCommunicator channels AsyncConsumer`,
    'accept receive',
  ),
  'custom-template-tags': topic(
    'simple_tag inclusion_tag simple_block_tag Library stringfilter takes_context templatetags',
    'register template filter',
  ),
  'management-commands': topic(
    'BaseCommand CommandError call_command handle add_arguments stdout LabelCommand AppCommand',
    'options style Command',
  ),
  'unit-testing-models-and-views': topic(
    `TestCase SimpleTestCase setUpTestData assertContains assertTemplateUsed assertRedirects
    RequestFactory django_db assertFormError assertQuerySetEqual full_clean`,
    'client assertEqual Client setUp pytest response',
  ),
  'integration-testing': topic(
    'TransactionTestCase captureOnCommitCallbacks APIClient APITestCase',
    'Client mail outbox',
  ),
  'end-to-end-testing': topic(
    'LiveServerTestCase StaticLiveServerTestCase live_server_url selenium playwright webdriver sync_playwright live_server',
    'page expect goto',
  ),
  'code-coverage': topic('coverage pragma fail_under', 'omit'),
  internationalization: topic(
    `gettext gettext_lazy ngettext ngettext_lazy pgettext pgettext_lazy USE_I18N LOCALE_PATHS LANGUAGES
    LocaleMiddleware i18n_patterns set_language makemessages compilemessages blocktranslate translate
    trans blocktrans LANGUAGE_CODE get_language activate`,
    'i18n translation language',
  ),
  'static-file-serving': topic(
    'STATIC_ROOT STATICFILES_DIRS STATIC_URL STORAGES WhiteNoiseMiddleware whitenoise collectstatic ManifestStaticFilesStorage CompressedManifestStaticFilesStorage STATICFILES_STORAGE',
    'static',
  ),
  'emerging-technologies': topic(
    'acount aget afirst aexists acreate asave alast abulk_create get_asgi_application sync_to_async async_to_sync StreamingHttpResponse htmx aupdate adelete',
  ),
  'graphene-integration': topic(
    'DjangoObjectType ObjectType GraphQLView graphene graphene_django Schema Mutation DjangoListField DjangoFilterConnectionField strawberry',
    'mutate resolve_all info',
  ),
  'data-analysis-numpy-pandas': topic(
    'pandas numpy DataFrame from_records read_frame read_sql to_dict groupby django_pandas',
    'pd np',
  ),
  'data-visualization': topic('matplotlib seaborn pyplot plotly bokeh savefig subplots'),
  'simple-ml-model': topic(
    'LinearRegression train_test_split sklearn joblib fit_transform StandardScaler LogisticRegression',
    'predict fit',
  ),
  'model-serving': topic(
    'onnxruntime mlflow bentoml InferenceSession load_model torch tensorflow',
    'predict',
  ),
  'multiple-environments': topic(
    'DJANGO_SETTINGS_MODULE environ django_environ env getenv read_env decouple',
    'DEBUG ALLOWED_HOSTS DATABASES config',
  ),
  'production-deployment': topic(
    'get_wsgi_application WSGI_APPLICATION gunicorn',
    'ALLOWED_HOSTS DEBUG CONN_MAX_AGE DATABASES',
  ),
  'scaling-for-traffic': topic(
    'DATABASE_ROUTERS db_for_read db_for_write allow_relation allow_migrate',
    'replica using',
  ),
  monitoring: topic(
    'sentry_sdk DjangoIntegration django_prometheus opentelemetry statsd health_check traces_sample_rate',
    'LOGGING',
  ),
  debugging: topic(
    'LOGGING debug_toolbar breakpoint set_trace INTERNAL_IPS DebugToolbarMiddleware django_extensions',
    'logger connection queries',
  ),
  'version-migration': topic(
    'RemovedInDjango60Warning RemovedInDjango61Warning RemovedInNextVersionWarning django_upgrade DEFAULT_AUTO_FIELD',
    'DeprecationWarning',
  ),
};

/**
 * Built-in categories about working with people, and questions about one's own experience: they are
 * not about code.
 */
export const softCategories: ReadonlySet<string> = new Set([
  'prepare-to-shine/bonus',
  'off-the-beaten-path/beyond-technical-skills',
]);
export const softQuestions: ReadonlySet<QuestionId> = new Set([
  'what-is-django',
  'cultural-appropriateness',
  'legacy-modernization',
  'test-driven-development',
  'security-breach',
]);
