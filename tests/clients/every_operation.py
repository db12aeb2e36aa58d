"""Calls every operation of the generated client, and compares what it made of each answer with the answer itself."""
import json
import sys
import time
import urllib.request

import tractor_client as client

SUITE, CAPTURE = sys.argv[1:]
FIELDS = ("label group method app class domain user_agent ip src.ip dst.ip country src.country dst.country src.port dst.port protocol end_reason symptom session").split()

made = client.ApiClient(client.Configuration(host=SUITE))
apis = [getattr(client, name)(made) for name in dir(client) if name.endswith("Api")]
operations = {name: getattr(api, name + "_with_http_info") for api in apis for name in dir(api)
              if not name.startswith("_") and hasattr(api, name + "_with_http_info")}
called, faults = set(), []


def plain(value):
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.to_dict() if hasattr(value, "to_dict") else value


def differences(sent, read, path):
    """What of the JSON that was sent the client does not have, or has otherwise."""
    if isinstance(sent, dict) and isinstance(read, dict):
        for name in sent.keys() | {name for name, value in read.items() if value is not None}:
            yield from differences(sent.get(name), read.get(name), f"{path}.{name}")
    elif isinstance(sent, list) and isinstance(read, list) and len(sent) == len(read):
        for one, other in zip(sent, read):
            yield from differences(one, other, path + "[]")
    elif sent != read and not (isinstance(sent, (int, float)) and isinstance(read, (int, float)) and abs(sent - read) < 1e-6):
        yield f"{path}: {str(sent)[:80]} became {str(read)[:80]}"


def call(operation, *given, refused=None, **named):
    """Its result; with `refused` the status of the problem that it is to answer."""
    called.add(operation)
    try:
        answer = operations[operation](*given, **named)
    except client.ApiException as problem:
        if problem.status != refused or "type" not in json.loads(problem.body):
            faults.append(f"{operation}: {problem.status} {str(problem.body)[:200]}")
        return None
    except Exception as error:  # whatever a generated client makes of an answer that it does not expect
        faults.append(f"{operation}: {str(error)[:300]}")
        return None
    if refused:
        faults.append(f"{operation}: {answer.status_code} instead of {refused}")
    media = {name.lower(): value for name, value in answer.headers.items()}.get("content-type", "")
    if "json" in media and not isinstance(answer.data, (bytes, bytearray)):
        faults.extend(sorted(set(differences(json.loads(answer.raw_data), json.loads(json.dumps(plain(answer.data), default=str)), operation))))
    return answer.data


def ended(job):
    while operations["file_status"](job).data.state == "in_progress":
        time.sleep(0.2)
    return job


content = open(CAPTURE, "rb").read()
name = f"generated client, проверка {time.time_ns()}.pcap"

# captures
call("upload_files", [(name, content)])
call("list_files")
call("list_files", limit=1)
call("list_captures", search="generated", limit=1)
call("get_capture", name)
call("get_capture", "no such capture", refused=404)
job = ended(call("process_file", client.FileName(file_name=name)).job_id)
copy = "copy of " + name
upload = call("begin_upload", client.NewUpload(name=copy, size_bytes=len(content)))
call("upload_parts", upload.upload_id)
parts = []
for part in upload.parts:
    sent = content[(part.part - 1) * upload.part_bytes:part.part * upload.part_bytes]
    with urllib.request.urlopen(urllib.request.Request(part.url, data=sent, headers={"Content-Type": "application/octet-stream"}, method="PUT")) as stored:
        parts.append({"part": part.part, "etag": stored.headers["ETag"]})
call("complete_upload", upload.upload_id, client.UploadCompletion(parts=parts))
call("begin_upload", client.NewUpload(name=copy, size_bytes=1), refused=409)
call("abort_upload", call("begin_upload", client.NewUpload(name="another " + name, size_bytes=1)).upload_id)

# one job
for operation in ("file_status", "file_details", "file_statistics", "get_job", "job_health", "job_events", "job_overview", "find_flows", "flow_timeline", "find_hosts", "host_graph", "beacons"):
    call(operation, job)
sessions = call("find_sessions", job)
if sessions and sessions.sessions:
    call("session", job, sessions.sessions[0].session)
flow = call("find_flows", job, limit=1)[0]
call("get_flow", flow.flow, job)
call("get_flow_packets", flow.flow, job)
call("get_flow", 10**9, job, refused=404)
call("host", flow.src_ip, job)
call("host_statistics", job, flow.src_ip)
call("label_statistics", job, flow.label)
call("label_flows", job, flow.label, limit=1)
call("find_flows", job, query="label:(", refused=400)
call("flow_timeline", job, by="dst.port", intervals=5, top=2)
for field in FIELDS:
    call("group_flows", job, field, top=3)
for form in ("json", "csv", "ndjson", "parquet", "pcapng"):
    call("export_flows", job, form)

# other jobs
call("list_jobs", capture=name, state="finished", limit=1)
again = call("start_job", client.JobRequest(relabel=job)).job_id
call("delete_job", job, refused=409)
call("compare_jobs", job, ended(again), by="label")
call("cancel_job", again, refused=409)
call("delete_job", again)

# models, labels, problems
for operation in ("list_models", "list_labels", "list_problems"):
    call(operation)
model = next(one for one in operations["list_models"]().data if one.active)
call("get_model", model.name)
if model.built_in:
    call("get_model_report", model.name)
call("activate_model", client.ModelReference(model=model.name))
call("delete_model", model.name, refused=409)
call("upload_model", b"{}", b"no model", refused=400)
call("get_problem", "not-found")

for one in (name, copy):
    call("delete_capture", one)
faults += [f"{operation}: not called" for operation in sorted(operations.keys() - called)]
print("\n".join(faults) or f"{len(called)} operations, nothing lost")
sys.exit(bool(faults))
