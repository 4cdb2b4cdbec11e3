# shellcheck shell=bash disable=SC2154  # the rest is in tests/bench, which sources this
# tests/bench --hosts N: that many config/serve on one Redis behind the nginx of config/nginx/upstream.conf, compared with
# one behind the same nginx.

host() {  # NUMBER PORT: another host on the first one's Redis, at this port without the limit on entering
  local state=$work/state-$1 port
  port=$(free_port)
  serve "$state" "$port" "$work/state/redis.sock"
  web_server "host-$1" "$2"
}

front() {  # NAME PORT PORT-OF-A-HOST…
  local folder=$work/$1
  mkdir -p "$folder"
  {
    printf 'pid front.pid;\ndaemon off;\nworker_processes 2;\nevents { worker_connections 4096; }\nhttp {\naccess_log off;\n'
    printf '%s_temp_path temp;\n' client_body proxy fastcgi scgi uwsgi
    awk -v servers="$(printf 'server 127.0.0.1:%s;' "${@:3}")" -v port="$2" \
      '/server 192/ { printf "%s", servers; servers = ""; next } { sub("listen 80", "listen 127.0.0.1:" port); print }' \
      "$root/config/nginx/upstream.conf"
    echo '}'
  } > "$folder/front.conf"
  if ((EUID == 0)); then sed -i '1i user root;' "$folder/front.conf"; fi
  start nginx -e stderr -p "$folder" -c "$folder/front.conf"
  eventually curl --fail --silent "http://127.0.0.1:$2/state"
}

bench_hosts() {  # HOW-MANY
  local number turn one several
  local -a ports=()
  chmod 755 "$work"  # the other hosts reach the socket of the first one's Redis
  for ((number = 1; number <= $1; number++)); do
    ports[number]=$(free_port)
    host "$number" "${ports[number]}"
  done
  one=$(free_port)
  front one "$one" "${ports[1]}"
  several=$(free_port)
  front several "$several" "${ports[@]}"
  for ((turn = 1; turn <= turns; turn++)); do
    echo "One host and $1: turn $turn of $turns" >&2
    {
      rate home-one "http://127.0.0.1:$one/"
      rate home-several "http://127.0.0.1:$several/"
      uncached=http://127.0.0.1:$one enter enter-one
      uncached=http://127.0.0.1:$several enter enter-several
    } > /dev/null
  done
  head_of_table
  row "GET / of $1 hosts, micro-cache off, requests/s" home-several 'of one' home-one
  row "POST /enter/<id> at $1 hosts, every write synced" enter-several 'at one' enter-one
}
