# Completes mqctl in fish. Made by: mqctl completion fish
# To use it now: mqctl completion fish | source

@TABLES@
# Offers what a value may be: of one kind, or one of some words.
function __mqctl_offer -a source cur program cluster
  set -l at
  test -n "$cluster"; and set at --cluster $cluster
  switch $source
    case nodes
      set -l kept (string replace -r '[^,]*$' '' -- $cur)
      $program values nodes $at 2>/dev/null | string replace -r '^' "$kept"
    case topics clusters clusters_to_use
      $program values $source $at 2>/dev/null
    case commands
      __mqctl_commands ''
    case 'words *'
      string split ' ' -- (string replace 'words ' '' -- $source)
    case files
      __fish_complete_path $cur
  end
end

function __mqctl_complete
  set -l line (commandline -opc)
  set -l cur (commandline -ct)
  set -l program $line[1]
  set -l path ''
  set -l count 0
  set -l pending ''
  set -l ended ''
  set -l cluster ''
  for word in $line[2..-1]
    if test -n "$pending"
      test "$pending" = clusters; and set cluster $word
      set pending ''
      continue
    end
    if test -z "$ended"; and string match -q -r -- '^-.' $word
      if test "$word" = '--'
        set ended yes
      else if set -l source (__mqctl_value "$path:$word")
        set pending $source
      end
      continue
    end
    set -l names (__mqctl_commands $path | string replace -r '\t.*' '')
    if test $count -eq 0; and contains -- $word $names
      set path (string trim -- "$path $word")
    else
      set count (math $count + 1)
    end
  end
  if test -z "$pending$ended"; and string match -q -- '--*=*' $cur
    set -l parts (string split -m 1 = -- $cur)
    if set -l source (__mqctl_value "$path:$parts[1]")
      __mqctl_offer $source $parts[2] $program "$cluster" | string replace -r '^' "$parts[1]="
    end
  else if test -n "$pending"
    __mqctl_offer $pending "$cur" $program "$cluster"
  else if test -z "$ended"; and string match -q -- '-*' $cur
    __mqctl_options $path
  else if test $count -eq 0; and __mqctl_commands $path
    return
  else if set -l source (__mqctl_parameter "$path:$count")
    __mqctl_offer $source "$cur" $program "$cluster"
  end
end

complete -c mqctl -f -a '(__mqctl_complete)'
