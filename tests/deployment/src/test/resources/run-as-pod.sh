#!/bin/sh
# Runs an image's program as a kubelet and a container runtime would: its layers as a read-only root, a writable /tmp, /etc/hosts from outside, an account
# that is not root, no new privileges, nothing in the environment but what is given. Called in mount and process namespaces of its own.
#   run-as-pod.sh FOLDER LAYERS HOSTS USER GROUP TMP_LIMIT PROGRAM ARGUMENT…      (LAYERS: the top one first, separated by colons)
set -eu
folder=$1 layers=$2 hosts=$3 user=$4 group=$5 tmp_limit=$6
shift 6

mount -t tmpfs tmpfs "$folder"
mkdir "$folder/upper" "$folder/work" "$folder/root"
root=$folder/root
mount -t overlay overlay -o "lowerdir=$layers,upperdir=$folder/upper,workdir=$folder/work" "$root"

# What a runtime puts into every container.
mkdir -p "$root/proc" "$root/dev"
touch "$root/etc/hosts"
for device in null zero random urandom; do
    touch "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done
mount -t proc proc "$root/proc"
mount --bind "$hosts" "$root/etc/hosts"
mount -t tmpfs -o "size=$tmp_limit,mode=1777,nosuid,nodev" tmpfs "$root/tmp"
mount -o remount,ro "$root"

exec setpriv --no-new-privs chroot --userspec="$user:$group" --groups= "$root" "$@"
