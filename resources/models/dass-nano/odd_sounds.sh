#!/bin/sh
# What the model claims about sounds that hold little or are damaged: sh odd_sounds.sh DASS MODEL SAMPLE.flac FOLDER
# Makes 10.24 s each with ffmpeg in FOLDER and prints the three highest tags of every one.
set -eu
dass=$1 model=$2 sample=$3 folder=$4
mkdir -p "$folder"
tone() { ffmpeg -v error -y -f lavfi -i "$2" -t 10.24 -ar 16000 -ac 1 "$folder/$1.wav"; }
changed() { ffmpeg -v error -y -i "$sample" -t 10.24 -af "$2" -ar "$3" -ac 1 "$folder/$1.wav"; }
tone silence "anullsrc=r=16000"
for hertz in 50 440 1000 4000; do tone "tone-$hertz-hz" "sine=$hertz:r=16000,volume=0.3"; done
for colour in white pink brown; do tone "noise-$colour" "anoisesrc=c=$colour:r=16000:a=0.3:seed=1"; done
tone noise-white-quiet "anoisesrc=c=white:r=16000:a=0.001:seed=1"
tone clicks "aevalsrc='0.8*lt(mod(t\,1)\,0.001)':s=16000"
changed speech "anull" 16000
changed speech-telephone-8-khz "highpass=300,lowpass=3400" 8000
changed speech-clipped "volume=30dB" 16000
changed speech-60-db-quieter "volume=-60dB" 16000
"$dass" tag "$folder" --model "$model" --threshold 0 --format summary --output "$folder/tags" --quiet
for file in "$folder"/tags/*.summary.csv; do
    printf '%-26s' "$(basename "$file" .summary.csv)"
    tail -n +2 "$file" | tr -d '\r' | sed 's/"\([^"]*\)"/\1/' | awk -F, '{ print $(NF-2) "\t" $0 }' | sort -rn | head -3 |
        sed -E 's/^([0-9.]+)\t[^,]*,[^,]*,(.*),\/[^,]*,[0-9.,]*$/\2 \1;/' | tr '\n' ' '
    echo
done
