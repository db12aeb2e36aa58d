{{/* The services: key in the values, name, and what each uses. Its labels, names and variables all come from here. */}}
{{- define "tractor.catalogue" -}}
- {key: fileRegistry, name: file-registry, kafka: true, s3: true, database: registryDatabase, strategy: Recreate}
- {key: flowExtractor, name: flow-extractor, kafka: true, s3: true, registry: true}
- {key: classifier, name: classifier, kafka: true, s3: true, registry: true}
- {key: statsService, name: stats-service, kafka: true, database: statsDatabase, strategy: Recreate}
- {key: apiGateway, name: api-gateway, s3: true, registry: true, stats: true, classifier: true}
{{- end -}}

{{/* At most 40 characters, so that every name made of it fits: a StatefulSet's has 52 at most, a Service's 63; and a Service's begins with a letter. */}}
{{- define "tractor.fullname" -}}
{{- $chart := default .Chart.Name .Values.nameOverride -}}
{{- $name := ternary .Release.Name (printf "%s-%s" .Release.Name $chart) (contains $chart .Release.Name) -}}
{{- $name = default $name .Values.fullnameOverride | lower | replace "." "-" | replace "_" "-" -}}
{{- if regexMatch "^[0-9]" $name }}{{ $name = printf "t-%s" $name }}{{ end -}}
{{- $name | trunc 40 | trimAll "-" -}}
{{- end -}}

{{- define "tractor.selector" -}}
app.kubernetes.io/name: {{ default .root.Chart.Name .root.Values.nameOverride | trunc 63 | trimSuffix "-" | quote }}
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{/* Labels as YAML: the user's win over the usual ones, those of the selector over all. (dict "root" . "component" name "more" labels) */}}
{{- define "tractor.podLabels" -}}
{{- mergeOverwrite (dict) (.root.Values.commonLabels | default dict) (.more | default dict) (include "tractor.selector" . | fromYaml) | toYaml -}}
{{- end -}}

{{- define "tractor.labels" -}}
{{- $usual := dict
  "app.kubernetes.io/version" .root.Chart.AppVersion
  "app.kubernetes.io/part-of" "tractor"
  "app.kubernetes.io/managed-by" .root.Release.Service
  "helm.sh/chart" (printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-") -}}
{{- mergeOverwrite $usual (include "tractor.podLabels" . | fromYaml) | toYaml -}}
{{- end -}}

{{- define "tractor.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}{{ default (include "tractor.fullname" .) .Values.serviceAccount.name }}{{ else }}{{ default "default" .Values.serviceAccount.name }}{{ end -}}
{{- end -}}

{{/* A value as the text of a variable. Numbers come as floating point, whose usual text has an exponent from 10^6 on. */}}
{{- define "tractor.text" -}}
{{- if and (kindIs "float64" .) (eq (floor .) .) }}{{ printf "%.0f" . }}{{ else }}{{ toString . }}{{ end -}}
{{- end -}}

{{- define "tractor.url" -}}
http://{{ include "tractor.fullname" .root }}-{{ .service }}:{{ .root.Values.port }}
{{- end -}}

{{/* A secret value: what the values say; else what an earlier installation drew; else, inside the cluster, a new one. (dict "root" . "key" key "given" value "internal" bool "missing" text) */}}
{{- define "tractor.secretValue" -}}
{{- if .given }}{{ .given }}
{{- else if not .internal }}{{ required .missing .given }}
{{- else }}
{{- $there := dict -}}
{{- /* Kinds are known only where there is a cluster to ask; a mere rendering has none. */}}
{{- if .root.Capabilities.APIVersions.Has "v1/Secret" }}{{ $there = lookup "v1" "Secret" .root.Release.Namespace (include "tractor.fullname" .root) | default dict }}{{ end -}}
{{- with get ($there.data | default dict) .key }}{{ b64dec . }}{{ else }}{{ randAlphaNum 32 }}{{ end -}}
{{- end -}}
{{- end -}}

{{- define "tractor.kafka.bootstrapServers" -}}
{{- if .Values.kafka.internal.enabled }}{{ include "tractor.fullname" . }}-kafka:9092
{{- else }}{{ required "kafka.bootstrapServers is missing: name the brokers as host:port, or set kafka.internal.enabled for development" .Values.kafka.bootstrapServers }}{{ end -}}
{{- end -}}

{{- define "tractor.kafka.usesSasl" -}}
{{- if and (not .Values.kafka.internal.enabled) (hasPrefix "SASL" .Values.kafka.securityProtocol) }}true{{ end -}}
{{- end -}}

{{- define "tractor.kafka.usesTls" -}}
{{- if and (not .Values.kafka.internal.enabled) (hasSuffix "SSL" .Values.kafka.securityProtocol) .Values.kafka.caSecret }}true{{ end -}}
{{- end -}}

{{- define "tractor.s3.endpoint" -}}
{{- if .Values.s3.internal.enabled }}http://{{ include "tractor.fullname" . }}-s3:9000
{{- else }}{{ required "s3.endpoint is missing: give the object store's URL, or set s3.internal.enabled for development" .Values.s3.endpoint }}{{ end -}}
{{- end -}}

{{- define "tractor.jdbcUrl" -}}
{{- $database := .root.Values.postgresql -}}
{{- $host := $database.host -}}
{{- $port := $database.port -}}
{{- if $database.internal.enabled }}{{ $host = printf "%s-postgresql" (include "tractor.fullname" .root) }}{{ $port = 5432 }}{{ end -}}
{{- $host = required "postgresql.host is missing: name the server, or set postgresql.internal.enabled for development" $host -}}
jdbc:postgresql://{{ $host }}:{{ include "tractor.text" $port }}/{{ get $database .service.database }}{{ with $database.parameters }}?{{ . }}{{ end -}}
{{- end -}}

{{/* The variables of a service that are no secrets: (dict "root" . "service" entry of the catalogue). */}}
{{- define "tractor.configuration" -}}
{{- $values := .root.Values -}}
{{- $variables := dict "QUARKUS_HTTP_HOST" $values.listenAddress "QUARKUS_HTTP_PORT" $values.port -}}
{{- with (get $values .service.key).javaOptions }}{{ $_ := set $variables "JDK_JAVA_OPTIONS" . }}{{ end -}}
{{- if .service.kafka -}}
  {{- $_ := set $variables "KAFKA_BOOTSTRAP_SERVERS" (include "tractor.kafka.bootstrapServers" .root) -}}
  {{- if not $values.kafka.internal.enabled -}}
    {{- if ne $values.kafka.securityProtocol "PLAINTEXT" }}{{ $_ := set $variables "KAFKA_SECURITY_PROTOCOL" $values.kafka.securityProtocol }}{{ end -}}
    {{- if include "tractor.kafka.usesSasl" .root }}{{ $_ := set $variables "KAFKA_SASL_MECHANISM" $values.kafka.sasl.mechanism }}{{ end -}}
    {{- if include "tractor.kafka.usesTls" .root -}}
      {{- $_ := set $variables "KAFKA_SSL_TRUSTSTORE_TYPE" "PEM" -}}
      {{- $_ := set $variables "KAFKA_SSL_TRUSTSTORE_LOCATION" (printf "/etc/tractor/kafka-ca/%s" $values.kafka.caSecretKey) -}}
    {{- end -}}
  {{- end -}}
{{- end -}}
{{- if .service.s3 -}}
  {{- $_ := set $variables "QUARKUS_MINIO_HOST" (include "tractor.s3.endpoint" .root) -}}
  {{- with $values.s3.region }}{{ $_ := set $variables "QUARKUS_MINIO_REGION" . }}{{ end -}}
  {{- $_ := set $variables "TRACTOR_BUCKETS_CAPTURES" $values.s3.buckets.captures -}}
  {{- $_ := set $variables "TRACTOR_BUCKETS_RESULTS" $values.s3.buckets.results -}}
  {{- $_ := set $variables "TRACTOR_BUCKETS_MODELS" $values.s3.buckets.models -}}
{{- end -}}
{{- if and (eq .service.key "apiGateway") $values.s3.publicUrl }}{{ $_ := set $variables "TRACTOR_UPLOAD_PUBLIC_URL" $values.s3.publicUrl }}{{ end -}}
{{- if .service.database -}}
  {{- $_ := set $variables "QUARKUS_DATASOURCE_JDBC_URL" (include "tractor.jdbcUrl" .) -}}
  {{- $_ := set $variables "QUARKUS_DATASOURCE_USERNAME" $values.postgresql.username -}}
{{- end -}}
{{- if .service.registry }}{{ $_ := set $variables "TRACTOR_REGISTRY_URL" (include "tractor.url" (dict "root" .root "service" "file-registry")) }}{{ end -}}
{{- if .service.stats }}{{ $_ := set $variables "TRACTOR_STATS_URL" (include "tractor.url" (dict "root" .root "service" "stats-service")) }}{{ end -}}
{{- if .service.classifier }}{{ $_ := set $variables "TRACTOR_CLASSIFIER_URL" (include "tractor.url" (dict "root" .root "service" "classifier")) }}{{ end -}}
{{- if and (eq .service.key "statsService") $values.geoip.volume }}{{ $_ := set $variables "TRACTOR_GEOIP_DATABASE" (printf "/etc/tractor/geoip/%s" $values.geoip.file) }}{{ end -}}
{{- if and (eq .service.key "classifier") $values.classifier.labels }}{{ $_ := set $variables "TRACTOR_CLASSIFIER_LABELS_DIRECTORY" "/etc/tractor/labels" }}{{ end -}}
{{- range $name, $value := mergeOverwrite $variables (deepCopy ((get $values .service.key).config | default dict)) }}
{{ $name }}: {{ include "tractor.text" $value | quote }}
{{- end }}
{{- end -}}

{{/* Where a secret is: (dict "root" . "existing" Secret "existingKey" key in it "key" key in the chart's own Secret). */}}
{{- define "tractor.secretKeyRef" -}}
{{- if .existing }}{{ dict "name" .existing "key" .existingKey | toJson }}{{ else }}{{ dict "name" (include "tractor.fullname" .root) "key" .key | toJson }}{{ end -}}
{{- end -}}

{{- define "tractor.secretKeyRefs" -}}
{{- $s3 := .Values.s3 -}}
{{- $database := .Values.postgresql -}}
{{- $sasl := .Values.kafka.sasl -}}
s3AccessKey: {{ include "tractor.secretKeyRef" (dict "root" . "existing" $s3.existingSecret "existingKey" $s3.existingSecretAccessKeyKey "key" "s3-access-key") }}
s3SecretKey: {{ include "tractor.secretKeyRef" (dict "root" . "existing" $s3.existingSecret "existingKey" $s3.existingSecretSecretKeyKey "key" "s3-secret-key") }}
databasePassword: {{ include "tractor.secretKeyRef" (dict "root" . "existing" $database.existingSecret "existingKey" $database.existingSecretKey "key" "postgresql-password") }}
kafkaJaas: {{ include "tractor.secretKeyRef" (dict "root" . "existing" $sasl.existingSecret "existingKey" $sasl.existingSecretKey "key" "kafka-jaas-config") }}
{{- end -}}

{{/* Variables from Secrets, as in a container: name of the variable to its secretKeyRef. */}}
{{- define "tractor.fromSecrets" -}}
{{- range $variable, $reference := . }}
- name: {{ $variable }}
  valueFrom: {secretKeyRef: {{ toJson $reference }}}
{{- end }}
{{- end -}}

{{/* The variables of a service that are secrets: (dict "root" . "service" entry of the catalogue). */}}
{{- define "tractor.secretVariables" -}}
{{- $references := include "tractor.secretKeyRefs" .root | fromYaml -}}
{{- $variables := dict -}}
{{- if .service.s3 }}{{ $_ := merge $variables (dict "QUARKUS_MINIO_ACCESS_KEY" $references.s3AccessKey "QUARKUS_MINIO_SECRET_KEY" $references.s3SecretKey) }}{{ end -}}
{{- if .service.database }}{{ $_ := set $variables "QUARKUS_DATASOURCE_PASSWORD" $references.databasePassword }}{{ end -}}
{{- if and .service.kafka (include "tractor.kafka.usesSasl" .root) }}{{ $_ := set $variables "KAFKA_SASL_JAAS_CONFIG" $references.kafkaJaas }}{{ end -}}
{{- include "tractor.fromSecrets" $variables -}}
{{- end -}}
