import django.db.models.deletion
import khronika.desk.sources.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('advocacy', '0003_sign_on'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.CharField(default=khronika.desk.sources.models.identifier, max_length=12, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=500)),
                ('language', models.CharField(max_length=20)),
                ('limit', models.PositiveIntegerField(default=0)),
                ('asked', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='ReportMaking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('known', models.CharField(max_length=10)),
                ('entry', models.PositiveBigIntegerField()),
                ('words', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('blocks', models.JSONField(default=list)),
                ('prose', models.JSONField(default=list)),
                ('gone', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='makings', to='advocacy.report')),
            ],
            options={
                'ordering': ('number',),
                'constraints': [models.UniqueConstraint(fields=('report', 'number'), name='one_making_a_number')],
            },
        ),
    ]
