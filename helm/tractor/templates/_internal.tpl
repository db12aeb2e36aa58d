{{/* A server for development: one pod of an official image with a volume. (dict "root" . "name" "values" "port" "user" "mount" "probe" and more) */}}
{{- define "tractor.internal" -}}
{{- $name := printf "%s-%s" (include "tractor.fullname" .root) .name }}
{{- $scope := dict "root" .root "component" .name }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ $name }}
  labels: {{- include "tractor.labels" $scope | nindent 4 }}
spec:
  selector: {{- include "tractor.selector" $scope | nindent 4 }}
  ports: [{name: {{ .name }}, port: {{ .port }}, targetPort: {{ .name }}, protocol: TCP}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ $name }}
  labels: {{- include "tractor.labels" $scope | nindent 4 }}
spec:
  serviceName: {{ $name }}
  replicas: 1
  selector:
    matchLabels: {{- include "tractor.selector" $scope | nindent 6 }}
  template:
    metadata:
      labels: {{- include "tractor.podLabels" $scope | nindent 8 }}
    spec:
      serviceAccountName: {{ include "tractor.serviceAccountName" .root }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      terminationGracePeriodSeconds: 60
      {{- with .root.Values.imagePullSecrets }}
      imagePullSecrets: {{- range . }}{{ dict "name" . | list | toYaml | nindent 8 }}{{ end }}
      {{- end }}
      securityContext:
        runAsNonRoot: true
        runAsUser: {{ .user }}
        runAsGroup: {{ .user }}
        fsGroup: {{ .user }}
        seccompProfile: {type: RuntimeDefault}
      containers:
        - name: {{ .name }}
          image: {{ .values.internal.image | quote }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          {{- with .args }}
          args: {{ toJson . }}
          {{- end }}
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: {{ .readOnly }}
            capabilities: {drop: [ALL]}
          ports: [{name: {{ .name }}, containerPort: {{ .port }}, protocol: TCP}]
          env:
            {{- range $variable, $value := .variables }}
            - {name: {{ $variable }}, value: {{ $value | quote }}}
            {{- end }}
            {{- with .secrets }}{{ include "tractor.fromSecrets" . | trim | nindent 12 }}{{ end }}
          startupProbe: {{- merge (dict "periodSeconds" 2 "timeoutSeconds" 5 "failureThreshold" 150) .probe | toYaml | nindent 12 }}
          readinessProbe: {{- merge (dict "periodSeconds" 5 "timeoutSeconds" 5 "failureThreshold" 3) .probe | toYaml | nindent 12 }}
          livenessProbe: {{- merge (dict "periodSeconds" 10 "timeoutSeconds" 5 "failureThreshold" 6) .probe | toYaml | nindent 12 }}
          {{- with .values.internal.resources }}
          resources: {{- toYaml . | nindent 12 }}
          {{- end }}
          volumeMounts:
            - {name: data, mountPath: {{ .mount }}}
            {{- range $volume, $path := .scratch }}
            - {name: {{ $volume }}, mountPath: {{ $path }}}
            {{- end }}
            {{- if .init }}
            - {name: init, mountPath: /docker-entrypoint-initdb.d, readOnly: true}
            {{- end }}
      {{- if or .scratch .init }}
      volumes:
        {{- range $volume, $path := .scratch }}
        - name: {{ $volume }}
          emptyDir: {sizeLimit: 256Mi}
        {{- end }}
        {{- if .init }}
        - name: init
          configMap: {name: {{ $name }}}
        {{- end }}
      {{- end }}
  volumeClaimTemplates:
    - metadata: {name: data}
      spec:
        accessModes: [ReadWriteOnce]
        {{- with .values.internal.storageClass }}
        storageClassName: {{ . | quote }}
        {{- end }}
        resources: {requests: {storage: {{ .values.internal.storage | quote }}}}
{{- end -}}
