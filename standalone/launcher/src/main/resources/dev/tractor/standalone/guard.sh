# Becomes the command, with a guard beside it that reads the launcher's pipe (standard input) and stops the command at its end:
# then the launcher wants it stopped, or is gone.
# Arguments: the signal that stops the command gracefully, seconds until it is killed, the command.
signal=$1 seconds=$2
shift 2

guard() {
    read -r _
    kill -s "$signal" $$ || return
    while kill -0 $$; do
        if [ "$seconds" -le 0 ]; then
            kill -s KILL $$
            return
        fi
        sleep 1
        seconds=$((seconds - 1))
    done
}

exec 3<&0 0</dev/null
# Twice in the background, so that the guard is no child of the command.
( guard <&3 3<&- >/dev/null 2>&1 & )
exec 3<&-
exec "$@"
