import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.tenancy.rls import SameOrgKey, Sql, client_owned, partner_owned

# What was signed, and what was sent from, is evidence: nobody changes it, the portal included.
REFUSE = """
CREATE FUNCTION compliance_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never changed or deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON compliance_agreementtemplate
    FOR EACH ROW EXECUTE FUNCTION compliance_refuse_change();
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON compliance_signature
    FOR EACH ROW EXECUTE FUNCTION compliance_refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON compliance_agreement
    FOR EACH ROW EXECUTE FUNCTION compliance_refuse_change();
CREATE TRIGGER sent_stays_as_it_is BEFORE UPDATE ON compliance_agreement
    FOR EACH ROW WHEN (
        OLD.document_id IS NOT NULL
        AND (OLD.document_id, OLD.document_sha256, OLD.text, OLD.values, OLD.places, OLD.kind, OLD.title,
             OLD.template_id, OLD.client_name, OLD.partner_name, OLD.client_signatory_id,
             OLD.partner_signatory_id, OLD.sender_id, OLD.effective_on)
        IS DISTINCT FROM
            (NEW.document_id, NEW.document_sha256, NEW.text, NEW.values, NEW.places, NEW.kind, NEW.title,
             NEW.template_id, NEW.client_name, NEW.partner_name, NEW.client_signatory_id,
             NEW.partner_signatory_id, NEW.sender_id, NEW.effective_on)
        OR OLD.sealed_id IS NOT NULL AND OLD.sealed_id IS DISTINCT FROM NEW.sealed_id
    ) EXECUTE FUNCTION compliance_refuse_change();
"""
ALLOW = """
DROP TRIGGER sent_stays_as_it_is ON compliance_agreement;
DROP TRIGGER never_deleted ON compliance_agreement;
DROP TRIGGER never_changed ON compliance_signature;
DROP TRIGGER never_changed ON compliance_agreementtemplate;
DROP FUNCTION compliance_refuse_change();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0002_vendors'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AgreementTemplate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.SlugField(max_length=60)),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=10)),
                ('title', models.CharField(max_length=200)),
                ('version', models.CharField(max_length=40)),
                ('source', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
            ],
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=10)),
                ('title', models.CharField(max_length=200)),
                ('template_version', models.CharField(max_length=40)),
                ('template_sha256', models.CharField(max_length=64)),
                ('values', models.JSONField(default=dict)),
                ('text', models.TextField()),
                ('client_name', models.CharField(max_length=300)),
                ('partner_name', models.CharField(max_length=300)),
                ('client_title', models.CharField(blank=True, max_length=200)),
                ('partner_title', models.CharField(blank=True, max_length=200)),
                ('prepared_at', models.DateTimeField()),
                ('sign_by', models.DateField()),
                ('effective_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('state', models.CharField(default='preparing', max_length=20)),
                ('document_sha256', models.CharField(blank=True, max_length=64)),
                ('places', models.JSONField(default=dict)),
                ('sent_at', models.DateTimeField(null=True)),
                ('client_opened_at', models.DateTimeField(null=True)),
                ('paper_asked_at', models.DateTimeField(null=True)),
                ('client_signed_at', models.DateTimeField(null=True)),
                ('partner_opened_at', models.DateTimeField(null=True)),
                ('countersigned_at', models.DateTimeField(null=True)),
                ('executed_on', models.DateField(null=True)),
                ('executed_at', models.DateTimeField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('reason', models.TextField(blank=True)),
                ('failure', models.TextField(blank=True)),
                ('failed_at', models.DateTimeField(null=True)),
                ('client_signatory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('engagement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagements.engagement')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('partner_signatory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sealed', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('sender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('template', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.agreementtemplate')),
            ],
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('side', models.CharField(max_length=10)),
                ('organisation', models.CharField(max_length=300)),
                ('signer_email', models.EmailField(max_length=254)),
                ('typed_name', models.CharField(max_length=200)),
                ('typed_title', models.CharField(max_length=200)),
                ('authority', models.CharField(max_length=400)),
                ('disclosure', models.CharField(max_length=60)),
                ('disclosure_sha256', models.CharField(max_length=64)),
                ('accepted_at', models.DateTimeField()),
                ('opened_at', models.DateTimeField()),
                ('shown_sha256', models.CharField(max_length=64)),
                ('button', models.CharField(max_length=400)),
                ('factor_type', models.CharField(max_length=40)),
                ('factor_at', models.DateTimeField()),
                ('session_digest', models.CharField(max_length=64)),
                ('ip', models.GenericIPAddressField()),
                ('user_agent', models.CharField(max_length=1000)),
                ('time_zone', models.CharField(blank=True, max_length=64)),
                ('signed_at', models.DateTimeField()),
                ('agreement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.agreement')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('signer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddConstraint(
            model_name='agreementtemplate',
            constraint=models.UniqueConstraint(fields=('partner', 'key', 'number'), name='one_template_per_number'),
        ),
        migrations.AddIndex(
            model_name='agreement',
            index=models.Index(fields=['org', 'engagement', '-prepared_at'], name='agreements_newest'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['client_signed', 'countersigned', 'preparing', 'sent'])), fields=('engagement', 'kind'), name='one_open_agreement_per_kind'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['preparing', 'void']), models.Q(('document__isnull', False), ('sent_at__isnull', False), models.Q(('document_sha256', ''), _negated=True)), _connector='OR'), name='agreement_sent_has_its_document'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('state__in', ['client_signed', 'countersigned', 'executed', 'superseded', 'terminated']), _negated=True), ('client_signed_at__isnull', False), _connector='OR'), models.Q(models.Q(('state__in', ['countersigned', 'executed', 'superseded', 'terminated']), _negated=True), ('countersigned_at__isnull', False), _connector='OR'), models.Q(('countersigned_at', None), ('client_signed_at__isnull', False), _connector='OR')), name='agreement_signed_in_order'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('executed_at__isnull', False), ('executed_on__isnull', False), ('sealed__isnull', False), ('state__in', ['executed', 'superseded', 'terminated'])), models.Q(models.Q(('state__in', ['executed', 'superseded', 'terminated']), _negated=True), ('executed_at', None), ('executed_on', None), ('sealed', None)), _connector='OR'), name='agreement_executed_is_sealed'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['declined', 'terminated', 'void']), _negated=True), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='agreement_ended_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('client_signatory', models.F('sender')), _negated=True), models.Q(('client_signatory', models.F('partner_signatory')), _negated=True)), name='agreement_signed_by_two_others'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(fields=('agreement', 'side'), name='one_signature_per_side'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(('typed_name', ''), ('typed_title', ''), ('authority', ''), ('button', ''), ('disclosure_sha256', ''), ('shown_sha256', ''), _connector='OR', _negated=True), name='signature_says_who_and_what'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(('factor_at__lte', models.F('signed_at')), ('opened_at__lte', models.F('signed_at'))), name='signature_after_reading_and_second_factor'),
        ),
        partner_owned('compliance_agreementtemplate'),
        client_owned('compliance_agreement'),
        client_owned('compliance_signature'),
        SameOrgKey('compliance_agreement', 'org_id, engagement_id', 'engagements_engagement', 'org_id, id'),
        SameOrgKey('compliance_agreement', 'org_id, partner_id', 'accounts_organization', 'id, partner_id'),
        SameOrgKey('compliance_agreement', 'partner_id, template_id', 'compliance_agreementtemplate', 'partner_id, id'),
        SameOrgKey('compliance_agreement', 'org_id, document_id', 'files_storedfile', 'org_id, id'),
        SameOrgKey('compliance_agreement', 'org_id, sealed_id', 'files_storedfile', 'org_id, id'),
        SameOrgKey('compliance_signature', 'org_id, agreement_id', 'compliance_agreement', 'org_id, id'),
        Sql(REFUSE, ALLOW, what='What was signed is never changed'),
    ]
