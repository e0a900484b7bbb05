#compdef mqctl
# Completes mqctl in zsh. Made by: mqctl completion zsh
# To use it now: source <(mqctl completion zsh)

@TABLES@
# Offers what a value may be: of one kind, or one of some words.
__mqctl_offer() {
  local -a found
  case $1 in
    nodes | topics | clusters | clusters_to_use)
      found=(${(f)"$($words[1] values $1 ${cluster:+--cluster} $cluster 2> /dev/null)"})
      [[ $1 == nodes ]] && compset -P '*,'
      compadd -a found
      ;;
    commands)
      __mqctl_commands ''
      _describe -t commands command reply
      ;;
    words\ *)
      found=(${(s: :)${1#words }})
      compadd -a found
      ;;
    files)
      _files
      ;;
  esac
}

_mqctl() {
  local cur=$words[CURRENT] path_='' pending='' ended='' cluster='' word
  local -i count=0 i
  local -a reply names
  for ((i = 2; i < CURRENT; i++)); do
    word=$words[i]
    if [[ -n $pending ]]; then
      [[ $pending == clusters ]] && cluster=$word
      pending=''
      continue
    fi
    if [[ -z $ended && $word == -?* ]]; then
      if [[ $word == '--' ]]; then
        ended=yes
      elif __mqctl_value "$path_:$word"; then
        pending=$reply[1]
      fi
      continue
    fi
    __mqctl_commands "$path_"
    names=(${reply%%:*})
    if ((count == 0 && ${names[(Ie)$word]})); then
      path_=${path_:+$path_ }$word
    else
      count+=1
    fi
  done
  if [[ -z $pending && -z $ended && $cur == --*=* ]] && __mqctl_value "$path_:${cur%%=*}"; then
    compset -P '*='
    pending=$reply[1]
  fi
  if [[ -n $pending ]]; then
    __mqctl_offer "$pending"
  elif [[ -z $ended && $cur == -* ]]; then
    __mqctl_options "$path_"
    _describe -o -t options option reply
  elif ((count == 0)) && __mqctl_commands "$path_"; then
    _describe -t commands command reply
  elif __mqctl_parameter "$path_:$count"; then
    __mqctl_offer "$reply[1]"
  fi
}

if [[ $funcstack[1] == _mqctl ]]; then
  _mqctl "$@"
else
  compdef _mqctl mqctl
fi
