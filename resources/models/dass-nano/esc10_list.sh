#!/bin/sh
# ESC-10's fold 5 as a list for `dass eval`: reads the corpus's manifest.csv on stdin, writes CSV with AudioSet's labels.
#   sh esc10_list.sh < corpus/manifest.csv > esc10.csv
#   dass eval --data esc10.csv --root corpus            ("accuracy": right among the ten kinds of sound)
set -eu
awk -F, '
BEGIN {
    print "path,labels"
    mids["baby cry"] = "/t/dd00002"
    mids["chainsaw"] = "/m/01j4z9"
    mids["clock tick"] = "/m/01x3z,/m/07qjznt,/m/07qjznl"
    mids["dog bark"] = "/m/0bt9lr,/m/05tny_"
    mids["fire crackling"] = "/m/02_41,/m/07pzfmf"
    mids["helicopter"] = "/m/09ct_"
    mids["person sneeze"] = "/m/01hsr_"
    mids["rain"] = "/m/06mb1,/m/07r10fb,/t/dd00038"
    mids["rooster"] = "/m/09b5t,/m/07qn5dc"
    mids["sea waves"] = "/m/05kq4,/m/034srq"
}
$3 == "esc10" && $6 == "eval" { printf "%s,\"%s\"\n", $1, mids[$5] }'
