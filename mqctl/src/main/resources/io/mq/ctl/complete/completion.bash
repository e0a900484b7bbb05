# Completes mqctl in bash. Made by: mqctl completion bash
# To use it now: source <(mqctl completion bash)

@TABLES@
# Adds those of the lines read that start as the word at the cursor does.
__mqctl_offer_lines() {
  local line
  while IFS= read -r line; do
    if [[ $line == "$cur"* ]]; then
      [[ $line == *[^A-Za-z0-9_./,=:@%+-]* ]] && line=$(printf %q "$line")
      COMPREPLY+=("$line")
    fi
  done
}

# Offers what a value may be: of one kind, or one of some words.
__mqctl_offer() {
  local program=${COMP_WORDS[0]/#\~/$HOME} kept
  case $1 in
    nodes)
      kept=${cur%"${cur##*,}"}
      __mqctl_offer_lines < <(
        "$program" values nodes ${cluster:+--cluster "$cluster"} 2> /dev/null | sed "s/^/$kept/" 2> /dev/null)
      ;;
    topics | clusters | clusters_to_use)
      __mqctl_offer_lines < <("$program" values "$1" ${cluster:+--cluster "$cluster"} 2> /dev/null)
      ;;
    commands)
      __mqctl_commands ''
      __mqctl_offer_lines < <(printf '%s\n' "${reply[@]}")
      ;;
    words\ *)
      __mqctl_offer_lines < <(printf '%s\n' ${1#words })
      ;;
    files)
      compopt -o filenames 2> /dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$cur")
      ;;
  esac
}

_mqctl() {
  local cur=${COMP_WORDS[COMP_CWORD]} path='' count=0 pending='' ended='' cluster='' word i
  local -a reply
  COMPREPLY=()
  # Bash makes --name=value three words.
  [[ $cur == '=' ]] && cur=''
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ -n $pending ]]; then
      [[ $word == '=' ]] && continue
      [[ $pending == clusters ]] && cluster=$word
      pending=''
      continue
    fi
    if [[ -z $ended && $word == -?* ]]; then
      if [[ $word == '--' ]]; then
        ended=yes
      elif __mqctl_value "$path:$word"; then
        pending=${reply[0]}
      fi
      continue
    fi
    __mqctl_commands "$path"
    if [[ $count -eq 0 && " ${reply[*]} " == *" $word "* ]]; then
      path=${path:+$path }$word
    else
      count=$((count + 1))
    fi
  done
  if [[ -n $pending ]]; then
    __mqctl_offer "$pending"
  elif [[ -z $ended && $cur == -* ]]; then
    __mqctl_options "$path"
    __mqctl_offer_lines < <(printf '%s\n' "${reply[@]}")
  elif [[ $count -eq 0 ]] && __mqctl_commands "$path"; then
    __mqctl_offer_lines < <(printf '%s\n' "${reply[@]}")
  elif __mqctl_parameter "$path:$count"; then
    __mqctl_offer "${reply[0]}"
  fi
}

complete -F _mqctl mqctl
