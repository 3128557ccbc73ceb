<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>dass::AboutDialog</name>
    <message>
        <source>About DASS Studio</source>
        <translation>Über DASS Studio</translation>
    </message>
    <message>
        <source>&amp;Origins</source>
        <translation>&amp;Herkunft</translation>
    </message>
    <message>
        <source>&amp;Libraries</source>
        <translation>&amp;Bibliotheken</translation>
    </message>
    <message>
        <source>L&amp;icence</source>
        <translation>&amp;Lizenz</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>DASS Studio %1</source>
        <translation>DASS Studio %1</translation>
    </message>
    <message>
        <source>Says what is heard when, in recordings of any length, with audio state space models.</source>
        <translation>Sagt, was wann zu hören ist, in Aufnahmen jeder Länge, mit Zustandsraummodellen für Audio.</translation>
    </message>
    <message>
        <source>Free software: GNU General Public License, version 3 or later, without any warranty.</source>
        <translation>Freie Software: GNU General Public License, Version 3 oder neuer, ohne jede Gewährleistung.</translation>
    </message>
    <message>
        <source>The method</source>
        <translation>Das Verfahren</translation>
    </message>
    <message>
        <source>The tags</source>
        <translation>Die Tags</translation>
    </message>
    <message>
        <source>Names and tree of the %1 tags are those of AudioSet, in English as published. Labels: CC BY 4.0, ontology: CC BY-SA 4.0, Google LLC; put into tables of this project.</source>
        <translation>Namen und Baum der %1 Tags sind die von AudioSet, auf Englisch wie veröffentlicht. Bezeichnungen: CC BY 4.0, Ontologie: CC BY-SA 4.0, Google LLC; in Tabellen dieses Projekts gebracht.</translation>
    </message>
    <message>
        <source>Model and sample</source>
        <translation>Modell und Beispiel</translation>
    </message>
    <message>
        <source>The bundled model was trained by this project and says in its card with what. The sample recording was made by formula and synthesizers.</source>
        <translation>Das mitgelieferte Modell wurde von diesem Projekt trainiert; seine Modellkarte sagt, womit. Die Beispielaufnahme entstand aus Formeln und Synthesizern.</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Used for</source>
        <translation>Wofür</translation>
    </message>
    <message>
        <source>Libraries and their licences</source>
        <translation>Bibliotheken und ihre Lizenzen</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>Text der Lizenz</translation>
    </message>
</context>
<context>
    <name>dass::ActivityBar</name>
    <message>
        <source>Hear the mixture</source>
        <translation>Mischung anhören</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Hear the mixture from the mark, or from just before the needle</source>
        <translation>Mischung ab der Marke oder kurz vor der Nadel anhören</translation>
    </message>
    <message>
        <source>Stop the sound</source>
        <translation>Ton anhalten</translation>
    </message>
</context>
<context>
    <name>dass::ActivityWords</name>
    <message>
        <source>Tagging %1</source>
        <translation>%1 wird getaggt</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n wartet</numerusform>
            <numerusform>%n warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Paused: %1</source>
        <translation>Angehalten: %1</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>No model: choose one, top right</source>
        <translation>Kein Modell: oben rechts eins wählen</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>Modell wird geladen…</translation>
    </message>
    <message>
        <source>The model could not be loaded</source>
        <translation>Das Modell konnte nicht geladen werden</translation>
    </message>
    <message>
        <source>Ready. %1 on GPU %2</source>
        <translation>Bereit. %1 auf GPU %2</translation>
    </message>
    <message>
        <source>Ready. %1 on the CPU, 1 thread</source>
        <translation>Bereit. %1 auf der CPU, 1 Thread</translation>
    </message>
    <message>
        <source>Ready. %1 on the CPU, %2 threads</source>
        <translation>Bereit. %1 auf der CPU, %2 Threads</translation>
    </message>
    <message>
        <source>Cancelled; what was tagged is kept</source>
        <translation>Abgebrochen; was getaggt ist, bleibt</translation>
    </message>
    <message>
        <source>Opened with the result of an earlier run</source>
        <translation>Mit dem Ergebnis eines früheren Laufs geöffnet</translation>
    </message>
    <message numerus="yes">
        <source>%n files opened with results of earlier runs</source>
        <translation>
            <numerusform>%n Datei mit Ergebnissen früherer Läufe geöffnet</numerusform>
            <numerusform>%n Dateien mit Ergebnissen früherer Läufe geöffnet</numerusform>
        </translation>
    </message>
    <message>
        <source>The recording could not be tagged</source>
        <translation>Die Aufnahme konnte nicht getaggt werden</translation>
    </message>
    <message>
        <source>Tagged in %1</source>
        <translation>Getaggt in %1</translation>
    </message>
    <message numerus="yes">
        <source>%n files tagged in %1</source>
        <translation>
            <numerusform>%n Datei getaggt in %1</numerusform>
            <numerusform>%n Dateien getaggt in %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n files tagged in %2, %3 failed</source>
        <translation>
            <numerusform>%1 von %n Datei getaggt in %2, %3 fehlgeschlagen</numerusform>
            <numerusform>%1 von %n Dateien getaggt in %2, %3 fehlgeschlagen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dass::AnalyzeSession</name>
    <message>
        <source>Events could not be found.</source>
        <translation>Es konnten keine Ereignisse gesucht werden.</translation>
    </message>
    <message>
        <source>No recordings found.</source>
        <translation>Keine Aufnahmen gefunden.</translation>
    </message>
    <message>
        <source>There are none in %1 or below it.</source>
        <translation>In %1 und darunter sind keine.</translation>
    </message>
    <message>
        <source>The model could not be loaded.</source>
        <translation>Das Modell konnte nicht geladen werden.</translation>
    </message>
    <message>
        <source>%1 is installed.</source>
        <translation>%1 ist installiert.</translation>
    </message>
    <message>
        <source>It can be chosen top right.</source>
        <translation>Oben rechts lässt es sich wählen.</translation>
    </message>
    <message>
        <source>%1 could not be downloaded.</source>
        <translation>%1 konnte nicht heruntergeladen werden.</translation>
    </message>
</context>
<context>
    <name>dass::BatchKeeper</name>
    <message>
        <source>This batch could not be kept for the next start.</source>
        <translation>Dieser Stapel konnte nicht für den nächsten Start gesichert werden.</translation>
    </message>
    <message>
        <source>An unfinished batch could not be read.</source>
        <translation>Ein unvollendeter Stapel konnte nicht gelesen werden.</translation>
    </message>
</context>
<context>
    <name>dass::BuilderKeeper</name>
    <message>
        <source>The builder&apos;s file could not be read in full.</source>
        <translation>Die Datei des Aufbaus war nicht ganz zu lesen.</translation>
    </message>
    <message>
        <source>%1. That file stays, as %2, when another one is written.</source>
        <translation>%1. Diese Datei bleibt als %2, wenn eine andere geschrieben wird.</translation>
    </message>
    <message>
        <source>The builder&apos;s needles could not be kept</source>
        <translation>Die Nadeln des Aufbaus konnten nicht behalten werden</translation>
    </message>
    <message>
        <source>A haystack of %1 is made once something is changed</source>
        <translation>Ein Heuhaufen von %1 wird gemacht, sobald etwas geändert wird</translation>
    </message>
    <message>
        <source>The session&apos;s haystack could not be read.</source>
        <translation>Der Heuhaufen der Sitzung war nicht zu lesen.</translation>
    </message>
    <message>
        <source>Some of the builder&apos;s needles could not be read</source>
        <translation>Einige Nadeln des Aufbaus konnten nicht gelesen werden</translation>
    </message>
</context>
<context>
    <name>dass::BuilderPanel</name>
    <message>
        <source>Builder</source>
        <translation>Aufbau</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom in at the needle</source>
        <translation>Bei der Nadel vergrößern</translation>
    </message>
    <message>
        <source>The whole mixture</source>
        <translation>Die ganze Mischung</translation>
    </message>
    <message>
        <source>%1 in %2 (%3)</source>
        <translation>%1 in %2 (%3)</translation>
    </message>
    <message>
        <source>no needle in %1 (%2)</source>
        <translation>keine Nadel in %1 (%2)</translation>
    </message>
    <message numerus="yes">
        <source>%n needles in %1 (%2)</source>
        <translation>
            <numerusform>%n Nadel in %1 (%2)</numerusform>
            <numerusform>%n Nadeln in %1 (%2)</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>moved aside: only needles that are laid over the sound may lie over each other</source>
        <translation>beiseite gerückt: übereinander liegen nur Nadeln, die über den Ton gelegt werden</translation>
    </message>
    <message>
        <source>%1, alone %2</source>
        <translation>%1, allein %2</translation>
    </message>
    <message>
        <source>rank %1, alone %2</source>
        <translation>Rang %1, allein %2</translation>
    </message>
    <message>
        <source>Tick a clip to hide it here</source>
        <translation>Haken Sie einen Clip an, um ihn hier zu verstecken</translation>
    </message>
    <message>
        <source>%1 moved aside</source>
        <translation>%1 zur Seite gerückt</translation>
    </message>
    <message>
        <source>Grow into an experiment</source>
        <translation>Experiment daraus machen</translation>
    </message>
    <message>
        <source>The plan below gets this haystack, its ratio and pooling, how needles are put in, and lengths up to this one</source>
        <translation>Der Plan unten bekommt diesen Heuhaufen, sein SNR und Pooling, den Einbau der Nadeln und Längen bis zu dieser</translation>
    </message>
</context>
<context>
    <name>dass::BuilderPlot</name>
    <message>
        <source>Mixture: needles, waveform and spectrogram over time</source>
        <translation>Mischung: Nadeln, Wellenform und Spektrogramm über der Zeit</translation>
    </message>
</context>
<context>
    <name>dass::BuilderTracks</name>
    <message>
        <source>h:min:s</source>
        <translation>h:min:s</translation>
    </message>
    <message>
        <source>min:s</source>
        <translation>min:s</translation>
    </message>
    <message>
        <source>Needle</source>
        <translation>Nadel</translation>
    </message>
    <message>
        <source>drag to place</source>
        <translation>ziehen</translation>
    </message>
    <message>
        <source>Mixture</source>
        <translation>Mischung</translation>
    </message>
    <message>
        <source>over 2 h no sound is kept, only what the model gets</source>
        <translation>über 2 h wird kein Ton behalten, nur was das Modell bekommt</translation>
    </message>
    <message>
        <source>Model input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>mel, kHz</source>
        <translation>Mel, kHz</translation>
    </message>
    <message>
        <source>normalised</source>
        <translation>normalisiert</translation>
    </message>
    <message>
        <source>Needle&apos;s tag</source>
        <translation>Tag der Nadel</translation>
    </message>
    <message>
        <source>probability
by position</source>
        <translation>Wahrschein-
lichkeit</translation>
    </message>
    <message>
        <source>10 s baseline %1</source>
        <translation>allein, 10 s: %1</translation>
    </message>
    <message>
        <source>%1, as alone</source>
        <translation>%1, wie allein</translation>
    </message>
    <message>
        <source>%1, %2 below baseline</source>
        <translation>%1, um %2 weniger als allein</translation>
    </message>
    <message>
        <source>%1, %2 above baseline</source>
        <translation>%1, um %2 mehr als allein</translation>
    </message>
    <message>
        <source>Needles</source>
        <translation>Nadeln</translation>
    </message>
</context>
<context>
    <name>dass::CardView</name>
    <message>
        <source>Model card</source>
        <translation>Modellkarte</translation>
    </message>
</context>
<context>
    <name>dass::CellPanel</name>
    <message>
        <source>Cell</source>
        <translation>Zelle</translation>
    </message>
    <message>
        <source>mAP</source>
        <translation>mAP</translation>
    </message>
    <message>
        <source>mAP at 10 s</source>
        <translation>mAP bei 10 s</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>Erhalt</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Open cell in builder</source>
        <translation>Zelle im Aufbau öffnen</translation>
    </message>
    <message>
        <source>Needles of the cell, those that lost most first</source>
        <translation>Nadeln der Zelle, größter Verlust zuerst</translation>
    </message>
    <message>
        <source>Needles that lost most</source>
        <translation>Größter Verlust</translation>
    </message>
    <message>
        <source>10 s → here</source>
        <translation>10 s → hier</translation>
    </message>
    <message>
        <source>Its haystack, length and position, with the chosen needle, to be heard and changed</source>
        <translation>Ihr Heuhaufen, ihre Länge und Position mit der gewählten Nadel, zum Anhören und Ändern</translation>
    </message>
    <message>
        <source>click one</source>
        <translation>eine anklicken</translation>
    </message>
    <message>
        <source>%1, position %2</source>
        <translation>%1, Position %2</translation>
    </message>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1 (%2 bis %3)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation>noch nicht berechnet</translation>
    </message>
    <message>
        <source>rank %1, alone %2</source>
        <translation>Rang %1, allein %2</translation>
    </message>
</context>
<context>
    <name>dass::CheckRow</name>
    <message>
        <source>Leave out 1 clip</source>
        <translation>1 Clip auslassen</translation>
    </message>
    <message>
        <source>Leave out %1 clips</source>
        <translation>%1 Clips auslassen</translation>
    </message>
    <message>
        <source>The list stays as it is; the run puts up with clips that cannot be read, as long as they are no more than %1 of a list</source>
        <translation>Die Liste bleibt, wie sie ist; der Lauf nimmt Clips hin, die nicht gelesen werden können, solange es höchstens %1 einer Liste sind</translation>
    </message>
</context>
<context>
    <name>dass::ClipActions</name>
    <message>
        <source>Save soun&amp;d…</source>
        <translation>T&amp;on speichern…</translation>
    </message>
    <message>
        <source>The sound of the chosen event, or of all events, as WAV or FLAC</source>
        <translation>Der Ton des gewählten oder aller Ereignisse, als WAV oder FLAC</translation>
    </message>
</context>
<context>
    <name>dass::ClipsDialog</name>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save sound</source>
        <translation>Ton speichern</translation>
    </message>
    <message>
        <source>FLAC</source>
        <translation>FLAC</translation>
    </message>
    <message>
        <source>WAV</source>
        <translation>WAV</translation>
    </message>
    <message>
        <source>Events whose sound is saved</source>
        <translation>Ereignisse, deren Ton gespeichert wird</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>So much sound before and after each event, as far as there is some</source>
        <translation>So viel Ton vor und nach jedem Ereignis, soweit vorhanden</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>F&amp;older</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>&amp;Events</source>
        <translation>&amp;Ereignisse</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>&amp;Format</translation>
    </message>
    <message>
        <source>&amp;Before and after</source>
        <translation>&amp;Davor und danach</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 bei %2</translation>
    </message>
    <message>
        <source>all of %1</source>
        <translation>alle von %1</translation>
    </message>
    <message>
        <source>Folder for the sound files</source>
        <translation>Ordner für die Tondateien</translation>
    </message>
    <message>
        <source>Finding the events…</source>
        <translation>Ereignisse werden gesucht…</translation>
    </message>
    <message>
        <source>There is no such event at the present threshold.</source>
        <translation>Bei der jetzigen Schwelle gibt es kein solches Ereignis.</translation>
    </message>
    <message>
        <source>1 file, %1 of sound:</source>
        <translation>1 Datei, %1 Ton:</translation>
    </message>
    <message numerus="yes">
        <source>%n files, %1 of sound:</source>
        <translation>
            <numerusform>%n Datei, %1 Ton:</numerusform>
            <numerusform>%n Dateien, %1 Ton:</numerusform>
        </translation>
    </message>
    <message>
        <source>Already there: %1</source>
        <translation>Schon vorhanden: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n files are already there, the first: %1</source>
        <translation>
            <numerusform>%n Datei ist schon da: %1</numerusform>
            <numerusform>%n Dateien sind schon da, die erste: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>Abgebrochen; nichts wurde geschrieben.</translation>
    </message>
    <message numerus="yes">
        <source>Cancelled; %n files were written and stay.</source>
        <translation>
            <numerusform>Abgebrochen; %n Datei wurde geschrieben und bleibt.</numerusform>
            <numerusform>Abgebrochen; %n Dateien wurden geschrieben und bleiben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Wird abgebrochen…</translation>
    </message>
    <message>
        <source>all %1 events</source>
        <translation>alle %1 Ereignisse</translation>
    </message>
</context>
<context>
    <name>dass::ClockActions</name>
    <message>
        <source>Time of &amp;day</source>
        <translation>&amp;Uhrzeit</translation>
    </message>
    <message>
        <source>Start of the re&amp;cording…</source>
        <translation>&amp;Beginn der Aufnahme…</translation>
    </message>
    <message>
        <source>The ruler, the read-outs and the events show the time of day</source>
        <translation>Zeitlineal, Anzeigen und Ereignisse zeigen die Uhrzeit</translation>
    </message>
</context>
<context>
    <name>dass::CorrectedSounds</name>
    <message>
        <source>In the recordings that are open in Analyze you have added, renamed, moved or called right events of %1 tags; at least two are needed to tell them apart</source>
        <translation>In den Aufnahmen, die in der Analyse offen sind, haben Sie Ereignisse mit %1 Tags hinzugefügt, umbenannt, verschoben oder für richtig erklärt; mindestens zwei sind nötig, um sie zu unterscheiden</translation>
    </message>
</context>
<context>
    <name>dass::CorrectionActions</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Add an event…</source>
        <translation>&amp;Ereignis hinzufügen…</translation>
    </message>
    <message>
        <source>In the span that is selected in the plots</source>
        <translation>In der Spanne, die in den Spuren ausgewählt ist</translation>
    </message>
    <message>
        <source>Re&amp;name the event…</source>
        <translation>Ereignis &amp;umbenennen…</translation>
    </message>
    <message>
        <source>&amp;Delete the event</source>
        <translation>Ereignis &amp;löschen</translation>
    </message>
    <message>
        <source>Change its &amp;start</source>
        <translation>&amp;Anfang ändern</translation>
    </message>
    <message>
        <source>Change its &amp;end</source>
        <translation>En&amp;de ändern</translation>
    </message>
    <message>
        <source>Start it at the play head</source>
        <translation>Bei der Abspielposition anfangen lassen</translation>
    </message>
    <message>
        <source>End it at the play head</source>
        <translation>Bei der Abspielposition enden lassen</translation>
    </message>
    <message>
        <source>Mark it r&amp;ight</source>
        <translation>Als r&amp;ichtig markieren</translation>
    </message>
    <message>
        <source>Mark it &amp;wrong</source>
        <translation>Als &amp;falsch markieren</translation>
    </message>
    <message>
        <source>C&amp;lear the mark</source>
        <translation>&amp;Markierung entfernen</translation>
    </message>
    <message>
        <source>As the &amp;model found it</source>
        <translation>Wie das M&amp;odell es fand</translation>
    </message>
    <message>
        <source>&amp;Bring back deleted events</source>
        <translation>Gelöschte Ereignisse zurück&amp;holen</translation>
    </message>
    <message>
        <source>Add an event</source>
        <translation>Ereignis hinzufügen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Rename the event</source>
        <translation>Ereignis umbenennen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
</context>
<context>
    <name>dass::CorrectionsWorker</name>
    <message>
        <source>%1. It is kept as %2.</source>
        <translation>%1. Die Datei ist als %2 aufbewahrt.</translation>
    </message>
    <message>
        <source>%1. It could not be kept under another name: %2.</source>
        <translation>%1. Die Datei konnte nicht unter einem anderen Namen aufbewahrt werden: %2.</translation>
    </message>
</context>
<context>
    <name>dass::CurveTrack</name>
    <message>
        <source>teacher</source>
        <translation>Lehrer</translation>
    </message>
    <message>
        <source>labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>mean of epochs</source>
        <translation>Mittel der Epochen</translation>
    </message>
    <message>
        <source>each epoch</source>
        <translation>jede Epoche</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>Mean AUC</source>
        <translation>Mittlere AUC</translation>
    </message>
    <message>
        <source>d′</source>
        <translation>d′</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Warten</translation>
    </message>
    <message>
        <source>logarithmic</source>
        <translation>logarithmisch</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>mAP, %</source>
        <translation>mAP, %</translation>
    </message>
    <message>
        <source>clips/s</source>
        <translation>Clips/s</translation>
    </message>
    <message>
        <source>for clips, %</source>
        <translation>auf Clips, %</translation>
    </message>
</context>
<context>
    <name>dass::CurvesView</name>
    <message>
        <source>Curves over the epochs</source>
        <translation>Kurven über die Epochen</translation>
    </message>
    <message>
        <source>Wheel or + and − zoom, dragging or the arrow keys move, 0 shows all.</source>
        <translation>Mausrad oder + und − vergrößern und verkleinern, Ziehen oder die Pfeiltasten verschieben, 0 zeigt alles.</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>noch nichts</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>epoch %1, step %2</source>
        <translation>Epoche %1, Schritt %2</translation>
    </message>
    <message>
        <source>%1 planned</source>
        <translation>%1 geplant</translation>
    </message>
    <message>
        <source>published %1 %</source>
        <translation>veröffentlicht %1 %</translation>
    </message>
</context>
<context>
    <name>dass::DeviceChooser</name>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>%1, %2 free</source>
        <translation>%1, %2 frei</translation>
    </message>
    <message>
        <source>Automatic: %1</source>
        <translation>Automatisch: %1</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Where the model runs. No GPU: %1</source>
        <translation>Worauf das Modell läuft. Keine GPU: %1</translation>
    </message>
    <message>
        <source>Where the model runs</source>
        <translation>Worauf das Modell läuft</translation>
    </message>
</context>
<context>
    <name>dass::DialogButtons</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>dass::DistillActions</name>
    <message>
        <source>Model from &amp;my recordings…</source>
        <translation>Modell aus &amp;meinen Aufnahmen…</translation>
    </message>
    <message>
        <source>&amp;New job…</source>
        <translation>&amp;Neuer Auftrag…</translation>
    </message>
    <message>
        <source>&amp;Open run folder…</source>
        <translation>Lauf-&amp;Ordner öffnen…</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>An&amp;halten</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Stoppen</translation>
    </message>
    <message>
        <source>&amp;Cancel…</source>
        <translation>A&amp;bbrechen…</translation>
    </message>
    <message>
        <source>&amp;Use in Analyze</source>
        <translation>In &amp;Analyse verwenden</translation>
    </message>
    <message>
        <source>&amp;Duplicate…</source>
        <translation>&amp;Duplizieren…</translation>
    </message>
    <message>
        <source>Show in &amp;folder</source>
        <translation>Ordner an&amp;zeigen</translation>
    </message>
    <message>
        <source>Take from the &amp;list</source>
        <translation>Aus der &amp;Liste nehmen</translation>
    </message>
    <message>
        <source>D&amp;elete…</source>
        <translation>Lösch&amp;en…</translation>
    </message>
    <message>
        <source>After this step, until Resume; its process stays</source>
        <translation>Nach diesem Schritt, bis zum Fortsetzen; der Prozess bleibt</translation>
    </message>
    <message>
        <source>Go on where it is</source>
        <translation>Dort weitermachen, wo er steht</translation>
    </message>
    <message>
        <source>End its process now; the folder stays</source>
        <translation>Den Prozess jetzt beenden; der Ordner bleibt</translation>
    </message>
    <message>
        <source>Tag recordings with the finished model</source>
        <translation>Aufnahmen mit dem fertigen Modell taggen</translation>
    </message>
    <message>
        <source>The folder stays where it is</source>
        <translation>Der Ordner bleibt, wo er ist</translation>
    </message>
    <message>
        <source>Use in &amp;Haystack</source>
        <translation>Im He&amp;uhaufen verwenden</translation>
    </message>
    <message>
        <source>E&amp;xport model…</source>
        <translation>Modell e&amp;xportieren…</translation>
    </message>
    <message>
        <source>End it after this step, score it and keep the best model; it can be resumed later</source>
        <translation>Nach diesem Schritt beenden, bewerten und das beste Modell behalten; später fortsetzbar</translation>
    </message>
    <message>
        <source>Hear how well the model finds sounds hidden in long ones</source>
        <translation>Hören, wie gut das Modell Klänge findet, die in langen versteckt sind</translation>
    </message>
    <message>
        <source>Copy the model with its card into a folder of its own</source>
        <translation>Das Modell mit seiner Karte in einen eigenen Ordner kopieren</translation>
    </message>
</context>
<context>
    <name>dass::DistillView</name>
    <message>
        <source>Progress of the run</source>
        <translation>Fortschritt des Laufs</translation>
    </message>
    <message>
        <source>Open run folder…</source>
        <translation>Lauf-Ordner öffnen…</translation>
    </message>
    <message>
        <source>New job…</source>
        <translation>Neuer Auftrag…</translation>
    </message>
    <message>
        <source>&amp;Distill</source>
        <translation>Des&amp;tillieren</translation>
    </message>
    <message>
        <source>The run could not be paused.</source>
        <translation>Der Lauf konnte nicht angehalten werden.</translation>
    </message>
    <message>
        <source>The run could not be stopped.</source>
        <translation>Der Lauf konnte nicht gestoppt werden.</translation>
    </message>
    <message>
        <source>Open run folder</source>
        <translation>Lauf-Ordner öffnen</translation>
    </message>
    <message>
        <source>The folder could not be opened.</source>
        <translation>Der Ordner konnte nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>No run was found.</source>
        <translation>Es wurde kein Lauf gefunden.</translation>
    </message>
    <message>
        <source>Neither %1 nor a folder in it holds spec.json or status.json, as dass distill writes them.</source>
        <translation>Weder %1 noch ein Ordner darin enthält spec.json oder status.json, wie dass distill sie schreibt.</translation>
    </message>
    <message>
        <source>The run could not go on.</source>
        <translation>Der Lauf konnte nicht weitergehen.</translation>
    </message>
    <message>
        <source>The run could not be started.</source>
        <translation>Der Lauf konnte nicht gestartet werden.</translation>
    </message>
    <message>
        <source>Cancel the run</source>
        <translation>Lauf abbrechen</translation>
    </message>
    <message>
        <source>Cancel %1 now?</source>
        <translation>%1 jetzt abbrechen?</translation>
    </message>
    <message>
        <source>Its process ends as soon as it can, also in the middle of an evaluation. The folder stays, and the run can be resumed.</source>
        <translation>Der Prozess endet, sobald er kann, auch mitten in einer Auswertung. Der Ordner bleibt, und der Lauf kann fortgesetzt werden.</translation>
    </message>
    <message>
        <source>&amp;Cancel the run</source>
        <translation>Lauf &amp;abbrechen</translation>
    </message>
    <message>
        <source>&amp;Keep it running</source>
        <translation>&amp;Weiterlaufen lassen</translation>
    </message>
    <message>
        <source>The run could not be cancelled.</source>
        <translation>Der Lauf konnte nicht abgebrochen werden.</translation>
    </message>
    <message>
        <source>Delete the run</source>
        <translation>Lauf löschen</translation>
    </message>
    <message>
        <source>Delete %1?</source>
        <translation>%1 löschen?</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation>&amp;Behalten</translation>
    </message>
    <message>
        <source>The run could not be deleted.</source>
        <translation>Der Lauf konnte nicht gelöscht werden.</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>Noch keine Läufe</translation>
    </message>
    <message>
        <source>Reading the runs…</source>
        <translation>Läufe werden gelesen…</translation>
    </message>
    <message>
        <source>%1, epoch %2</source>
        <translation>%1, Epoche %2</translation>
    </message>
    <message>
        <source>%1, %2 of %3 steps</source>
        <translation>%1, %2 von %3 Schritten</translation>
    </message>
    <message>
        <source>%1 is finished.</source>
        <translation>%1 ist fertig.</translation>
    </message>
    <message>
        <source>Its best mAP is %1. Use in Analyze opens the model.</source>
        <translation>Seine beste mAP ist %1. „In Analyse verwenden“ öffnet das Modell.</translation>
    </message>
    <message>
        <source>Use in Analyze opens the model.</source>
        <translation>„In Analyse verwenden“ öffnet das Modell.</translation>
    </message>
    <message>
        <source>%1 has failed.</source>
        <translation>%1 ist gescheitert.</translation>
    </message>
    <message>
        <source>The run could not be duplicated.</source>
        <translation>Der Lauf konnte nicht dupliziert werden.</translation>
    </message>
    <message>
        <source>Start again with a batch of %1</source>
        <translation>Neu starten mit Batch %1</translation>
    </message>
    <message>
        <source>Its model (model.safetensors, config.json, model-card.md), specification, checkpoints, metrics, tables, log, and the lists in data that the specification names are deleted for good from %1.</source>
        <translation>Modell (model.safetensors, config.json, model-card.md), Spezifikation, Zwischenstände, Messwerte, Tabellen, Protokoll und die in der Spezifikation genannten Listen in data werden endgültig aus %1 gelöscht.</translation>
    </message>
    <message>
        <source>Its specification, checkpoints, metrics, tables, log, and the lists in data that the specification names are deleted for good from %1.</source>
        <translation>Spezifikation, Zwischenstände, Messwerte, Tabellen, Protokoll und die in der Spezifikation genannten Listen in data werden endgültig aus %1 gelöscht.</translation>
    </message>
    <message>
        <source>Other files stay.</source>
        <translation>Andere Dateien bleiben.</translation>
    </message>
    <message>
        <source>Export the model as a folder</source>
        <translation>Modell als Ordner exportieren</translation>
    </message>
    <message>
        <source>The model could not be exported.</source>
        <translation>Das Modell konnte nicht exportiert werden.</translation>
    </message>
    <message>
        <source>The model was exported with its card.</source>
        <translation>Das Modell wurde mit seiner Karte exportiert.</translation>
    </message>
</context>
<context>
    <name>dass::EmptyPage</name>
    <message>
        <source>Open a recording to see what is in it</source>
        <translation>Aufnahme öffnen und sehen, was darin ist</translation>
    </message>
    <message>
        <source>Every second is given a probability for each of 527 sounds, from speech and music to thunder.
Drop files or folders anywhere in this window, or open them here.</source>
        <translation>Jede Sekunde bekommt eine Wahrscheinlichkeit für jeden von 527 Klängen, von Sprache und Musik bis Donner.
Dateien oder Ordner irgendwo in dieses Fenster ziehen oder hier öffnen.</translation>
    </message>
    <message>
        <source>Open recordings…</source>
        <translation>Aufnahmen öffnen…</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Ordner öffnen…</translation>
    </message>
    <message>
        <source>WAV, RF64, W64, FLAC, MP3, Ogg, M4A, the sound of videos, and whatever else FFmpeg reads. Any length, any sample rate.</source>
        <translation>WAV, RF64, W64, FLAC, MP3, Ogg, M4A, der Ton von Videos und was FFmpeg sonst noch liest. Jede Länge, jede Abtastrate.</translation>
    </message>
    <message>
        <source>Or start with the sample</source>
        <translation>Oder mit dem Beispiel anfangen</translation>
    </message>
    <message>
        <source>Play the sample</source>
        <translation>Beispiel abspielen</translation>
    </message>
    <message>
        <source>Tag the sample</source>
        <translation>Beispiel taggen</translation>
    </message>
</context>
<context>
    <name>dass::EmptyRuns</name>
    <message>
        <source>Teach a model your own sounds</source>
        <translation>Einem Modell eigene Klänge beibringen</translation>
    </message>
    <message>
        <source>Pick a folder whose subfolders are named after what is heard in them. A part of the recordings is held out, and at the end you see how well the model tells them apart.</source>
        <translation>Wählen Sie einen Ordner, dessen Unterordner danach heißen, was in ihnen zu hören ist. Ein Teil der Aufnahmen wird zurückgehalten, und am Ende sehen Sie, wie gut das Modell sie unterscheidet.</translation>
    </message>
    <message>
        <source>Or distil a small student from large teachers, by the recipes of the paper or your own. Training is a process of its own: it goes on when this window closes, and is found again. Runs of other computers are followed by opening their folder.</source>
        <translation>Oder destillieren Sie einen kleinen Schüler aus großen Lehrern, nach den Rezepten der Veröffentlichung oder eigenen. Das Training ist ein eigener Prozess: Es geht weiter, wenn dieses Fenster schließt, und wird wiedergefunden. Läufen anderer Rechner folgen Sie, indem Sie deren Ordner öffnen.</translation>
    </message>
</context>
<context>
    <name>dass::EngineNames</name>
    <message>
        <source>events as CSV</source>
        <translation>Ereignisse als CSV</translation>
    </message>
    <message>
        <source>every probability over time as a wide CSV</source>
        <translation>alle Wahrscheinlichkeiten über die Zeit als breite CSV</translation>
    </message>
    <message>
        <source>one line a class as CSV</source>
        <translation>eine Zeile je Klasse als CSV</translation>
    </message>
    <message>
        <source>Audacity label track</source>
        <translation>Audacity-Textspur</translation>
    </message>
    <message>
        <source>Raven selection table</source>
        <translation>Raven-Auswahltabelle</translation>
    </message>
    <message>
        <source>events, summary and provenance as JSON</source>
        <translation>Ereignisse, Zusammenfassung und Herkunft als JSON</translation>
    </message>
    <message>
        <source>events as a table to read</source>
        <translation>Ereignisse als Tabelle zum Lesen</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>max</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>first</source>
        <translation>erste</translation>
    </message>
    <message>
        <source>mid</source>
        <translation>mittlere</translation>
    </message>
    <message>
        <source>last</source>
        <translation>letzte</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>Summe</translation>
    </message>
</context>
<context>
    <name>dass::EventCorrections</name>
    <message>
        <source>Corrections could not be saved.</source>
        <translation>Korrekturen konnten nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>Corrections could not be read.</source>
        <translation>Korrekturen konnten nicht gelesen werden.</translation>
    </message>
    <message>
        <source>add “%1”</source>
        <translation>„%1“ hinzufügen</translation>
    </message>
    <message>
        <source>rename “%1” to “%2”</source>
        <translation>„%1“ in „%2“ umbenennen</translation>
    </message>
    <message>
        <source>move “%1”</source>
        <translation>„%1“ verschieben</translation>
    </message>
    <message>
        <source>delete “%1”</source>
        <translation>„%1“ löschen</translation>
    </message>
    <message>
        <source>mark “%1” right</source>
        <translation>„%1“ als richtig markieren</translation>
    </message>
    <message>
        <source>mark “%1” wrong</source>
        <translation>„%1“ als falsch markieren</translation>
    </message>
    <message>
        <source>clear the mark of “%1”</source>
        <translation>Markierung von „%1“ entfernen</translation>
    </message>
    <message>
        <source>take back corrections of “%1”</source>
        <translation>Korrekturen von „%1“ zurücknehmen</translation>
    </message>
    <message>
        <source>bring back deleted events</source>
        <translation>gelöschte Ereignisse zurückholen</translation>
    </message>
    <message>
        <source>the session’s corrections</source>
        <translation>die Korrekturen der Sitzung</translation>
    </message>
    <message>
        <source>“%1” has the corrections that the session holds.</source>
        <translation>„%1“ hat die Korrekturen, die in der Sitzung stehen.</translation>
    </message>
    <message>
        <source>Others were made outside of it; Edit &gt; Undo brings them back.</source>
        <translation>Andere entstanden außerhalb; Bearbeiten &gt; Rückgängig holt sie zurück.</translation>
    </message>
    <message>
        <source>the corrections from before the file changed</source>
        <translation>die Korrekturen aus der Zeit vor der Änderung der Datei</translation>
    </message>
    <message>
        <source>“%1” has changed and keeps its corrections.</source>
        <translation>„%1“ hat sich geändert und behält seine Korrekturen.</translation>
    </message>
    <message>
        <source>Others were made on it as it is now; Edit &gt; Undo brings them back.</source>
        <translation>Andere entstanden an der Datei, wie sie jetzt ist; Bearbeiten &gt; Rückgängig holt sie zurück.</translation>
    </message>
</context>
<context>
    <name>dass::EventRulesForm</name>
    <message>
        <source>&amp;Parents have the events of what is below them</source>
        <translation>&amp;Oberbegriffe haben die Ereignisse dessen, was unter ihnen steht</translation>
    </message>
    <message>
        <source>the threshold</source>
        <translation>die Schwelle</translation>
    </message>
    <message>
        <source>Events end below</source>
        <translation>Ereignisse enden unter</translation>
    </message>
    <message>
        <source>Once begun, an event goes on while the tag is at least this probable; not above the threshold</source>
        <translation>Einmal begonnen, dauert ein Ereignis an, solange das Tag mindestens so wahrscheinlich ist; nicht über der Schwelle</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source> rows</source>
        <translation> Zeilen</translation>
    </message>
    <message>
        <source>Rows to smooth over</source>
        <translation>Zeilen, über die geglättet wird</translation>
    </message>
    <message>
        <source>An odd number, the row itself in the middle; a row is one hop long</source>
        <translation>Eine ungerade Zahl, die Zeile selbst in der Mitte; eine Zeile ist eine Schrittweite lang</translation>
    </message>
    <message>
        <source>A tag is as probable as the most probable of itself and the tags below it in the tree</source>
        <translation>Ein Tag ist so wahrscheinlich wie das wahrscheinlichste von ihm selbst und den Tags unter ihm im Baum</translation>
    </message>
    <message>
        <source>Events end &amp;below</source>
        <translation>Ereignisse enden &amp;unter</translation>
    </message>
    <message>
        <source>&amp;Smoothing</source>
        <translation>&amp;Glättung</translation>
    </message>
    <message>
        <source>&amp;Over</source>
        <translation>ü&amp;ber</translation>
    </message>
    <message>
        <source>Acts at once on the stored probabilities.</source>
        <translation>Wirkt sofort, ohne neuen Lauf.</translation>
    </message>
    <message>
        <source>Each probability becomes the mean or median of its neighbourhood in time before events are looked for. Curves show that, and faintly behind it what the model said, as the heat strip does</source>
        <translation>Jede Wahrscheinlichkeit wird zum Mittelwert oder Median ihrer zeitlichen Umgebung, bevor Ereignisse gesucht werden. Kurven zeigen das, und blass dahinter, was das Modell sagte, wie die Heatmap</translation>
    </message>
</context>
<context>
    <name>dass::EventsDelegate</name>
    <message>
        <source>Start of the event</source>
        <translation>Anfang des Ereignisses</translation>
    </message>
    <message>
        <source>End of the event</source>
        <translation>Ende des Ereignisses</translation>
    </message>
</context>
<context>
    <name>dass::EventsFilterBar</name>
    <message>
        <source>Events of tags called…</source>
        <translation>Ereignisse von Tags namens …</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>right</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>falsch</translation>
    </message>
    <message>
        <source>added or changed</source>
        <translation>hinzugefügt oder geändert</translation>
    </message>
    <message>
        <source>What you have said of the events</source>
        <translation>Was Sie zu den Ereignissen gesagt haben</translation>
    </message>
    <message>
        <source>Show all events again (Esc)</source>
        <translation>Wieder alle Ereignisse zeigen (Esc)</translation>
    </message>
</context>
<context>
    <name>dass::EventsModel</name>
    <message>
        <source>The events could not be put in order.</source>
        <translation>Die Ereignisse konnten nicht sortiert werden.</translation>
    </message>
    <message>
        <source>Play this event</source>
        <translation>Dieses Ereignis abspielen</translation>
    </message>
    <message>
        <source>Double click to change it</source>
        <translation>Zum Ändern doppelklicken</translation>
    </message>
    <message>
        <source>added</source>
        <translation>hinzugefügt</translation>
    </message>
    <message>
        <source>renamed</source>
        <translation>umbenannt</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>verschoben</translation>
    </message>
    <message>
        <source>right</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>falsch</translation>
    </message>
    <message>
        <source>By you: %1. The model found %2 from %3 to %4.</source>
        <translation>Von Ihnen: %1. Das Modell fand %2 von %3 bis %4.</translation>
    </message>
    <message>
        <source>By you: %1.</source>
        <translation>Von Ihnen: %1.</translation>
    </message>
    <message>
        <source>Correction: %1</source>
        <translation>Korrektur: %1</translation>
    </message>
    <message>
        <source>The event was not moved.</source>
        <translation>Das Ereignis wurde nicht verschoben.</translation>
    </message>
    <message>
        <source>Write a time as 1:02:03.5, 2:03 or 93.5.</source>
        <translation>Zeiten als 1:02:03,5, 2:03 oder 93,5 schreiben.</translation>
    </message>
    <message>
        <source>An event ends after it starts.</source>
        <translation>Ein Ereignis endet, nachdem es angefangen hat.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Peak probability</source>
        <translation>Spitze</translation>
    </message>
    <message>
        <source>Mean probability</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>Korrektur</translation>
    </message>
</context>
<context>
    <name>dass::EventsPanel</name>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Merge gaps up to</source>
        <translation>Lücken bis</translation>
    </message>
    <message>
        <source>Events of one tag with a gap of at most this are one event</source>
        <translation>Ereignisse eines Tags, zwischen denen höchstens so viel liegt, sind ein Ereignis</translation>
    </message>
    <message>
        <source>Shortest</source>
        <translation>Mindestens</translation>
    </message>
    <message>
        <source>Events shorter than this are left out</source>
        <translation>Kürzere Ereignisse werden weggelassen</translation>
    </message>
    <message>
        <source>Tags at a time</source>
        <translation>Tags zugleich</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Only so many tags count as heard at a time: the most probable ones</source>
        <translation>Nur so viele Tags gelten zugleich als gehört: die wahrscheinlichsten</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>Write events, frames or labels to files</source>
        <translation>Ereignisse, Zeilen oder Labels in Dateien schreiben</translation>
    </message>
    <message>
        <source>Where events end, smoothing, roll-up</source>
        <translation>Wo Ereignisse enden, Glättung, Oberbegriffe</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keine</translation>
    </message>
    <message>
        <source>%1 of all tags, %2 with corrections</source>
        <translation>%1 von allen Tags, %2 mit Korrekturen</translation>
    </message>
    <message>
        <source>%1, %2 with corrections</source>
        <translation>%1, %2 mit Korrekturen</translation>
    </message>
    <message>
        <source>%1 of all tags at or above threshold</source>
        <translation>%1 von allen Tags ab der Schwelle</translation>
    </message>
    <message>
        <source>%1 at or above threshold</source>
        <translation>%1 ab der Schwelle</translation>
    </message>
    <message>
        <source>Filter the events</source>
        <translation>Die Ereignisse filtern</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>dass::ExperimentFigure</name>
    <message>
        <source>length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>length, logarithmic</source>
        <translation>Länge, logarithmisch</translation>
    </message>
    <message>
        <source>fills in as cells finish</source>
        <translation>füllt sich, sobald Zellen fertig sind</translation>
    </message>
</context>
<context>
    <name>dass::ExperimentFiles</name>
    <message>
        <source>The file could not be written</source>
        <translation>Die Datei konnte nicht geschrieben werden</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>Open the folder of an experiment</source>
        <translation>Ordner eines Experiments öffnen</translation>
    </message>
    <message>
        <source>Open a specification</source>
        <translation>Spezifikation öffnen</translation>
    </message>
    <message>
        <source>Specifications (*.json)</source>
        <translation>Spezifikationen (*.json)</translation>
    </message>
    <message>
        <source>The specification cannot be used</source>
        <translation>Die Spezifikation kann nicht verwendet werden</translation>
    </message>
    <message>
        <source>An experiment is going on; let it end first</source>
        <translation>Ein Experiment läuft; warten Sie, bis es zu Ende ist</translation>
    </message>
    <message>
        <source>Save the specification</source>
        <translation>Spezifikation speichern</translation>
    </message>
    <message>
        <source>Folder for cells.csv and needles.csv</source>
        <translation>Ordner für cells.csv und needles.csv</translation>
    </message>
    <message>
        <source>Save the figure</source>
        <translation>Abbildung speichern</translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg *.pdf)</source>
        <translation>Bilder (*.png *.svg *.pdf)</translation>
    </message>
    <message>
        <source>Needle in a haystack, %1</source>
        <translation>Nadel im Heuhaufen, %1</translation>
    </message>
    <message>
        <source>Another one is still being read</source>
        <translation>Eine andere wird noch gelesen</translation>
    </message>
    <message>
        <source>The specification cannot be saved</source>
        <translation>Die Spezifikation kann nicht gespeichert werden</translation>
    </message>
    <message>
        <source>The tables cannot be saved</source>
        <translation>Die Tabellen können nicht gespeichert werden</translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds another experiment.json, which stays; choose another folder</source>
        <translation>„%1“ enthält eine andere experiment.json, die bleibt; einen anderen Ordner wählen</translation>
    </message>
    <message>
        <source>Save the tables</source>
        <translation>Tabellen speichern</translation>
    </message>
    <message>
        <source>Replace %1 in %2?</source>
        <translation>%1 in %2 ersetzen?</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>&amp;Ersetzen</translation>
    </message>
    <message>
        <source>There are no results yet</source>
        <translation>Es gibt noch keine Ergebnisse</translation>
    </message>
    <message>
        <source>Run the experiment, or open one that was run before</source>
        <translation>Das Experiment starten oder ein früheres öffnen</translation>
    </message>
</context>
<context>
    <name>dass::ExperimentNotice</name>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>The disk is likely to become full</source>
        <translation>Der Datenträger wird wohl voll</translation>
    </message>
    <message>
        <source>The needles take up to %1 of temporary files in %2, where %3 are free. Free some space there, or take fewer needles.</source>
        <translation>Die Nadeln brauchen bis zu %1 an temporären Dateien in %2, wo %3 frei sind. Schaffen Sie dort Platz, oder nehmen Sie weniger Nadeln.</translation>
    </message>
    <message>
        <source>The experiment went on with another device</source>
        <translation>Das Experiment ging mit einem anderen Gerät weiter</translation>
    </message>
    <message>
        <source>Some of the experiment was left out</source>
        <translation>Ein Teil des Experiments wurde ausgelassen</translation>
    </message>
</context>
<context>
    <name>dass::ExperimentPanel</name>
    <message>
        <source>CSV…</source>
        <translation>CSV…</translation>
    </message>
    <message>
        <source>Figure…</source>
        <translation>Abbildung…</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>Experiment</translation>
    </message>
    <message>
        <source>Series that the heat map shows</source>
        <translation>Reihe, die die Heatmap zeigt</translation>
    </message>
    <message>
        <source>Tables of cells and of needles, and the specification, in a folder</source>
        <translation>Tabellen der Zellen und der Nadeln und die Spezifikation, in einem Ordner</translation>
    </message>
    <message>
        <source>Heat map and curves as PNG, SVG or PDF</source>
        <translation>Heatmap und Kurven als PNG, SVG oder PDF</translation>
    </message>
    <message>
        <source>Look at an experiment that was run before, here or with dass niah</source>
        <translation>Ein früheres Experiment ansehen, von hier oder von dass niah</translation>
    </message>
    <message>
        <source>The same plan as a new experiment, to be changed</source>
        <translation>Derselbe Plan als neues Experiment, zum Ändern</translation>
    </message>
    <message>
        <source>1 needle, %1</source>
        <translation>1 Nadel, %1</translation>
    </message>
    <message numerus="yes">
        <source>%n needles, %1</source>
        <translation>
            <numerusform>%n Nadel, %1</numerusform>
            <numerusform>%n Nadeln, %1</numerusform>
        </translation>
    </message>
    <message>
        <source>what is kept of short sounds, over many needles, lengths and positions</source>
        <translation>was von kurzen Klängen bleibt, über viele Nadeln, Längen und Positionen</translation>
    </message>
</context>
<context>
    <name>dass::ExperimentSheet</name>
    <message>
        <source>and %1 more in cells.csv</source>
        <translation>und %1 weitere in cells.csv</translation>
    </message>
</context>
<context>
    <name>dass::ExportActions</name>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>Save &amp;picture…</source>
        <translation>Bild s&amp;peichern…</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>Exportiert nach %1</translation>
    </message>
    <message numerus="yes">
        <source>%n files exported to %1</source>
        <translation>
            <numerusform>%n Datei nach %1 exportiert</numerusform>
            <numerusform>%n Dateien nach %1 exportiert</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 recordings exported to %3; not %4</source>
        <translation>%1 von %2 Aufnahmen nach %3 exportiert; nicht %4</translation>
    </message>
    <message>
        <source>%1 of %2 recordings exported to %3, %4 failed, the first: %5</source>
        <translation>%1 von %2 Aufnahmen nach %3 exportiert, %4 nicht, die erste: %5</translation>
    </message>
</context>
<context>
    <name>dass::ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>the %1 drawn tags</source>
        <translation>die %1 gezeichneten Tags</translation>
    </message>
    <message>
        <source>all %1 tags</source>
        <translation>alle %1 Tags</translation>
    </message>
    <message>
        <source>the %1 tags that are not left out</source>
        <translation>die %1 Tags, die nicht weggelassen sind</translation>
    </message>
    <message>
        <source>&amp;Tags</source>
        <translation>&amp;Tags</translation>
    </message>
    <message>
        <source>with 1 correction made by hand</source>
        <translation>mit 1 Korrektur von Hand</translation>
    </message>
    <message numerus="yes">
        <source>with %n corrections made by hand</source>
        <translation>
            <numerusform>mit %n Korrektur von Hand</numerusform>
            <numerusform>mit %n Korrekturen von Hand</numerusform>
        </translation>
    </message>
    <message>
        <source>Events as you corrected them, and which of them; else as the model found them. Frames and summary are always the model&apos;s.</source>
        <translation>Ereignisse, wie Sie sie korrigiert haben, und welche; sonst, wie das Modell sie fand. Zeilen und Zusammenfassung sind immer die des Modells.</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>A .provenance.json beside them says how they were made.</source>
        <translation>Eine .provenance.json daneben sagt, wie sie entstanden sind.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Wird abgebrochen…</translation>
    </message>
    <message>
        <source>Folder for the exported files</source>
        <translation>Ordner für die exportierten Dateien</translation>
    </message>
    <message>
        <source>Already there: %1</source>
        <translation>Schon vorhanden: %1</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>Abgebrochen; nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>Sound of events…</source>
        <translation>Ton der Ereignisse…</translation>
    </message>
    <message>
        <source>The sound of each event as a WAV or FLAC file</source>
        <translation>Der Ton jedes Ereignisses als WAV- oder FLAC-Datei</translation>
    </message>
    <message>
        <source>&amp;Of</source>
        <translation>&amp;Von</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>this recording</source>
        <translation>dieser Aufnahme</translation>
    </message>
    <message>
        <source>all %1 tagged recordings</source>
        <translation>allen %1 getaggten Aufnahmen</translation>
    </message>
    <message>
        <source>the selection, %1 – %2</source>
        <translation>der Auswahl, %1 – %2</translation>
    </message>
    <message>
        <source>The events that touch it; frames and summary are always of the whole recording</source>
        <translation>Die Ereignisse, die sie berühren; Zeilen über die Zeit und Zusammenfassung sind immer die der ganzen Aufnahme</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>%1 of %2 recordings written</source>
        <translation>%1 von %2 Aufnahmen geschrieben</translation>
    </message>
    <message>
        <source>%1 of %2 recordings written. Not written: %3</source>
        <translation>%1 von %2 Aufnahmen geschrieben. Nicht geschrieben: %3</translation>
    </message>
    <message>
        <source>Cancelled after %1 recordings; what was written stays.</source>
        <translation>Nach %1 Aufnahmen abgebrochen; was geschrieben wurde, bleibt.</translation>
    </message>
    <message>
        <source>as each recording</source>
        <translation>wie die Aufnahme</translation>
    </message>
    <message>
        <source>Preview of %1</source>
        <translation>Vorschau von %1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>the one tagged recording</source>
        <translation>der einen getaggten Aufnahme</translation>
    </message>
</context>
<context>
    <name>dass::FileFetch</name>
    <message>
        <source>is not there (%1); look at the model&apos;s page</source>
        <translation>ist nicht vorhanden (%1); sehen Sie auf der Seite des Modells nach</translation>
    </message>
    <message>
        <source>is not given to everybody (%1); get it from the model&apos;s page with a browser, then add the folder here</source>
        <translation>wird nicht an alle abgegeben (%1); holen Sie sie mit einem Browser von der Seite des Modells und fügen Sie den Ordner hier hinzu</translation>
    </message>
    <message>
        <source>cannot be had now, its server is busy or in trouble (%1); try again later</source>
        <translation>ist gerade nicht zu haben, ihr Server ist ausgelastet oder gestört (%1); versuchen Sie es später noch einmal</translation>
    </message>
    <message>
        <source>is answered with %1 by its server; try again later</source>
        <translation>wird von ihrem Server mit %1 beantwortet; versuchen Sie es später noch einmal</translation>
    </message>
    <message>
        <source>needs %1 more, and %2 are free in &apos;%3&apos;; make room, then go on</source>
        <translation>braucht noch %1, frei sind %2 in „%3“; schaffen Sie Platz und setzen Sie dann fort</translation>
    </message>
    <message>
        <source>comes without a SHA-256 that would tell whether it is the right one; get it from the model&apos;s page with a browser, then add the folder here</source>
        <translation>kommt ohne eine SHA-256, an der sie zu erkennen wäre; holen Sie sie mit einem Browser von der Seite des Modells und fügen Sie den Ordner hier hinzu</translation>
    </message>
    <message>
        <source>has %1 bytes, %2 are expected; it is not the file that was meant</source>
        <translation>hat %1 Byte, erwartet werden %2; es ist nicht die gemeinte Datei</translation>
    </message>
    <message>
        <source>has %1, at most %2 are expected; it is not the file that was meant</source>
        <translation>hat %1, erwartet werden höchstens %2; es ist nicht die gemeinte Datei</translation>
    </message>
    <message>
        <source>sends more than the %1 that are expected; try again later</source>
        <translation>sendet mehr als die erwarteten %1; versuchen Sie es später noch einmal</translation>
    </message>
    <message>
        <source>could not be fetched whole (%1); what has come is kept, go on later</source>
        <translation>konnte nicht ganz geladen werden (%1); was da ist, bleibt erhalten, setzen Sie später fort</translation>
    </message>
    <message>
        <source>came with the SHA-256 %1, %2 is expected; it was removed, try again later</source>
        <translation>kam mit der SHA-256 %1, erwartet wird %2; sie wurde entfernt, versuchen Sie es später noch einmal</translation>
    </message>
    <message>
        <source>the connection ended too early</source>
        <translation>die Verbindung endete zu früh</translation>
    </message>
</context>
<context>
    <name>dass::FilePanel</name>
    <message>
        <source>%1 kHz</source>
        <translation>%1 kHz</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>%1 decoded</source>
        <translation>%1 dekodiert</translation>
    </message>
    <message>
        <source>%1, %2, %3 ch</source>
        <translation>%1, %2, %3 Kan.</translation>
    </message>
    <message>
        <source>mixed to mono</source>
        <translation>zu Mono gemischt</translation>
    </message>
    <message>
        <source>mono</source>
        <translation>mono</translation>
    </message>
    <message>
        <source>%L1 alone</source>
        <translation>nur %L1</translation>
    </message>
</context>
<context>
    <name>dass::FirstPage</name>
    <message>
        <source>Does the model still hear it?</source>
        <translation>Hört das Modell es noch?</translation>
    </message>
    <message>
        <source>A sound of ten seconds, the needle, is hidden in a recording of minutes or hours, the haystack, and the model is handed the whole as one input. What it then gives the needle&apos;s tag, beside what it gives the needle alone, shows how much of a short sound survives in long ones.</source>
        <translation>Ein Klang von zehn Sekunden, die Nadel, wird in einer Aufnahme von Minuten oder Stunden versteckt, dem Heuhaufen, und das Modell bekommt das Ganze als eine Eingabe. Was es dem Tag der Nadel dann gibt, neben dem, was es der Nadel allein gibt, zeigt, wie viel von einem kurzen Klang in langen übrig bleibt.</translation>
    </message>
    <message>
        <source>Show me an example</source>
        <translation>Beispiel zeigen</translation>
    </message>
    <message>
        <source>Add clips…</source>
        <translation>Clips hinzufügen…</translation>
    </message>
    <message>
        <source>Open an experiment…</source>
        <translation>Experiment öffnen…</translation>
    </message>
    <message>
        <source>The example hides sounds of the sample in a minute of noise: drag the needles, tick more of them, make the haystack longer or louder, and watch the scores. Or drop clips of your own anywhere here.</source>
        <translation>Das Beispiel versteckt Klänge der Beispielaufnahme in einer Minute Rauschen: Ziehen Sie die Nadeln, haken Sie weitere an, machen Sie den Heuhaufen länger oder lauter und sehen Sie auf die Werte. Oder ziehen Sie eigene Clips irgendwo hierher.</translation>
    </message>
</context>
<context>
    <name>dass::GuidePage</name>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>Zurückgehalten</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>Training starten</translation>
    </message>
    <message>
        <source>Make a model from my own recordings</source>
        <translation>Ein Modell aus eigenen Aufnahmen machen</translation>
    </message>
    <message>
        <source>folder or list</source>
        <translation>Ordner oder Liste</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Ordner…</translation>
    </message>
    <message>
        <source>List…</source>
        <translation>Liste…</translation>
    </message>
    <message>
        <source>&amp;Recordings</source>
        <translation>&amp;Aufnahmen</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>What the model knows already; its classes are replaced by your labels</source>
        <translation>Was das Modell schon kann; seine Klassen werden durch Ihre Labels ersetzt</translation>
    </message>
    <message>
        <source>&amp;Start model</source>
        <translation>&amp;Startmodell</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>The model never learns from these recordings: they show how well it tells new ones apart</source>
        <translation>Aus diesen Aufnahmen lernt das Modell nie: Sie zeigen, wie gut es neue unterscheidet</translation>
    </message>
    <message>
        <source>&amp;Held out</source>
        <translation>&amp;Zurückgehalten</translation>
    </message>
    <message>
        <source>How often every recording is heard</source>
        <translation>Wie oft jede Aufnahme gehört wird</translation>
    </message>
    <message>
        <source>&amp;Epochs</source>
        <translation>&amp;Epochen</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Folder with one subfolder a label</source>
        <translation>Ordner mit einem Unterordner je Label</translation>
    </message>
    <message>
        <source>List of recordings</source>
        <translation>Liste der Aufnahmen</translation>
    </message>
    <message>
        <source>Lists (*.csv);;All files (*)</source>
        <translation>Listen (*.csv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>my-model</source>
        <translation>mein-modell</translation>
    </message>
    <message>
        <source>Looking for sound files…</source>
        <translation>Tondateien werden gesucht…</translation>
    </message>
    <message>
        <source>%1 recordings with %2 labels.</source>
        <translation>%1 Aufnahmen mit %2 Labels.</translation>
    </message>
    <message>
        <source>Labels with fewer than five recordings, of which little can be learned: %1.</source>
        <translation>Labels mit weniger als fünf Aufnahmen, von denen wenig gelernt werden kann: %1.</translation>
    </message>
    <message>
        <source>Choose the recordings first</source>
        <translation>Wählen Sie zuerst die Aufnahmen</translation>
    </message>
    <message>
        <source>There is no model to start from</source>
        <translation>Es gibt kein Modell, von dem ausgegangen werden kann</translation>
    </message>
    <message>
        <source>The model could not be prepared.</source>
        <translation>Das Modell konnte nicht vorbereitet werden.</translation>
    </message>
    <message>
        <source>Some clips could not be cut out; the model learns without them.</source>
        <translation>Einige Clips konnten nicht ausgeschnitten werden; das Modell lernt ohne sie.</translation>
    </message>
    <message>
        <source>Sort sound files into one subfolder a label (“blackbird”, “rain”, “nothing”), or name them in a CSV list with the columns path and labels, or take the events that you have corrected in Analyze. Ten recordings of a label are a start, a hundred are good.</source>
        <translation>Sortieren Sie Tondateien in einen Unterordner je Label („Amsel“, „Regen“, „nichts“), nennen Sie sie in einer CSV-Liste mit den Spalten path und labels, oder nehmen Sie die Ereignisse, die Sie in der Analyse korrigiert haben. Zehn Aufnahmen je Label sind ein Anfang, hundert sind gut.</translation>
    </message>
    <message>
        <source>From Analyze</source>
        <translation>Aus der Analyse</translation>
    </message>
    <message>
        <source>The events that you have added, renamed, moved or called right in the recordings that are open in Analyze, each as a clip of its own</source>
        <translation>Die Ereignisse, die Sie in den in der Analyse offenen Aufnahmen hinzugefügt, umbenannt, verschoben oder für richtig erklärt haben, jedes als eigener Ausschnitt</translation>
    </message>
    <message>
        <source>corrections made in Analyze</source>
        <translation>Korrekturen aus der Analyse</translation>
    </message>
    <message>
        <source>The recordings are being prepared; the training begins by itself</source>
        <translation>Die Aufnahmen werden vorbereitet; das Training beginnt von selbst</translation>
    </message>
    <message>
        <source>The model needs a name</source>
        <translation>Das Modell braucht einen Namen</translation>
    </message>
    <message>
        <source>“%1” cannot be its name: use no “/”, and no dot at the beginning</source>
        <translation>„%1“ kann nicht sein Name sein: kein „/“ und kein Punkt am Anfang</translation>
    </message>
</context>
<context>
    <name>dass::HaystackExperiment</name>
    <message>
        <source>The experiment cannot be opened</source>
        <translation>Das Experiment kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>The experiment ended early</source>
        <translation>Das Experiment endete vorzeitig</translation>
    </message>
    <message>
        <source>The plan is too large</source>
        <translation>Der Plan ist zu groß</translation>
    </message>
    <message>
        <source>It has %1 cells; %2 are the most. Shorten its lists.</source>
        <translation>Er hat %1 Zellen, höchstens %2 sind möglich. Kürzen Sie seine Listen.</translation>
    </message>
    <message>
        <source>The experiment can be looked at, but not gone on with</source>
        <translation>Das Experiment kann angesehen, aber nicht fortgesetzt werden</translation>
    </message>
    <message>
        <source>The experiment cannot be duplicated</source>
        <translation>Das Experiment kann nicht dupliziert werden</translation>
    </message>
</context>
<context>
    <name>dass::HaystackForm</name>
    <message>
        <source>Haystack</source>
        <translation>Heuhaufen</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>SNR</source>
        <translation>SNR</translation>
    </message>
    <message>
        <source>Kind of haystack</source>
        <translation>Art des Heuhaufens</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>File of the haystack</source>
        <translation>Datei des Heuhaufens</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>10.24 s to 24 h: “90 s”, “5 min”, “2.5 h”</source>
        <translation>10,24 s bis 24 h: „90 s“, „5 min“, „2,5 h“</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>The same seed gives the same noise</source>
        <translation>Derselbe Seed gibt dasselbe Rauschen</translation>
    </message>
    <message>
        <source>How the needle is put in</source>
        <translation>Wie die Nadel eingefügt wird</translation>
    </message>
    <message>
        <source>Put in</source>
        <translation>Einbau</translation>
    </message>
    <message>
        <source>Pooling over time</source>
        <translation>Pooling über die Zeit</translation>
    </message>
    <message>
        <source>How the model sums up what it hears over the whole length</source>
        <translation>Wie das Modell zusammenfasst, was es über die ganze Länge hört</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>Pooling</translation>
    </message>
    <message>
        <source>16 voices</source>
        <translation>16 Stimmen</translation>
    </message>
    <message>
        <source>The synthetic babble that comes with the program; choose recordings of speech of your own</source>
        <translation>Das künstliche Stimmengewirr, das mit dem Programm kommt; wählen Sie eigene Sprachaufnahmen</translation>
    </message>
    <message>
        <source>A recording of your own to hide the needle in</source>
        <translation>Eine eigene Aufnahme, in der die Nadel versteckt wird</translation>
    </message>
    <message>
        <source>Recording of speech</source>
        <translation>Sprachaufnahme</translation>
    </message>
    <message>
        <source>SNR of this needle alone</source>
        <translation>SNR nur dieser Nadel</translation>
    </message>
    <message>
        <source>Where the chosen needle begins: 0 is the start, 1 the end</source>
        <translation>Wo die gewählte Nadel beginnt: 0 ist der Anfang, 1 das Ende</translation>
    </message>
    <message>
        <source>The first needle stays as loud as it is; the haystack and the other needles are made louder or softer</source>
        <translation>Die erste Nadel bleibt so laut, wie sie ist; der Heuhaufen und die anderen Nadeln werden lauter oder leiser gemacht</translation>
    </message>
    <message>
        <source>Loudness of the needle over that of the haystack; “none” leaves a recording as loud as it is</source>
        <translation>Lautstärke der Nadel über der des Heuhaufens; „keine“ lässt eine Aufnahme so laut, wie sie ist</translation>
    </message>
    <message>
        <source>A folder of recordings…</source>
        <translation>Ein Ordner mit Aufnahmen…</translation>
    </message>
    <message>
        <source>Recordings of speech</source>
        <translation>Sprachaufnahmen</translation>
    </message>
    <message>
        <source>One recording…</source>
        <translation>Eine Aufnahme…</translation>
    </message>
    <message>
        <source>The 16 voices of the program</source>
        <translation>Die 16 Stimmen des Programms</translation>
    </message>
</context>
<context>
    <name>dass::HaystackSession</name>
    <message numerus="yes">
        <source>%n needles do not fit into %1: make it longer, or tick fewer</source>
        <translation>
            <numerusform>%n Nadel passt nicht in %1: Verlängern Sie den Heuhaufen, oder haken Sie weniger an</numerusform>
            <numerusform>%n Nadeln passen nicht in %1: Verlängern Sie den Heuhaufen, oder haken Sie weniger an</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dass::HaystackView</name>
    <message>
        <source>Save spec…</source>
        <translation>Plan speichern…</translation>
    </message>
    <message>
        <source>Nothing can be heard.</source>
        <translation>Es ist nichts zu hören.</translation>
    </message>
    <message>
        <source>&amp;Add clips…</source>
        <translation>Clips &amp;hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Label of the needle…</source>
        <translation>Tag der &amp;Nadel…</translation>
    </message>
    <message>
        <source>&amp;Take the needle away</source>
        <translation>Nadel &amp;wegnehmen</translation>
    </message>
    <message>
        <source>Show an &amp;example</source>
        <translation>&amp;Beispiel zeigen</translation>
    </message>
    <message>
        <source>&amp;Hear the mixture, or stop</source>
        <translation>&amp;Mischung anhören oder anhalten</translation>
    </message>
    <message>
        <source>The &amp;whole mixture</source>
        <translation>Die &amp;ganze Mischung</translation>
    </message>
    <message>
        <source>&amp;Stop the probe</source>
        <translation>&amp;Probe anhalten</translation>
    </message>
    <message>
        <source>Over 2 h no sound is kept, only what the model gets</source>
        <translation>Über 2 h wird kein Ton behalten, nur was das Modell bekommt</translation>
    </message>
    <message>
        <source>The mixture is not there yet</source>
        <translation>Die Mischung ist noch nicht da</translation>
    </message>
    <message>
        <source>Cutting needles out of the recording…</source>
        <translation>Nadeln werden aus der Aufnahme geschnitten…</translation>
    </message>
    <message>
        <source>Reading the needles</source>
        <translation>Nadeln werden gelesen</translation>
    </message>
    <message>
        <source>Making the haystack</source>
        <translation>Heuhaufen wird gemacht</translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>&amp;Run the experiment</source>
        <translation>Experiment &amp;starten</translation>
    </message>
    <message>
        <source>&amp;Pause the experiment</source>
        <translation>Experiment &amp;anhalten</translation>
    </message>
    <message>
        <source>&amp;Cancel the experiment</source>
        <translation>Experiment abb&amp;rechen</translation>
    </message>
    <message>
        <source>&amp;Duplicate the experiment</source>
        <translation>Experiment &amp;duplizieren</translation>
    </message>
    <message>
        <source>&amp;Open an experiment…</source>
        <translation>Experiment &amp;öffnen…</translation>
    </message>
    <message>
        <source>Open a spec&amp;ification…</source>
        <translation>Spezifi&amp;kation öffnen…</translation>
    </message>
    <message>
        <source>Save the specification…</source>
        <translation>Spezifikation speichern…</translation>
    </message>
    <message>
        <source>Export ta&amp;bles…</source>
        <translation>&amp;Tabellen exportieren…</translation>
    </message>
    <message>
        <source>Save the &amp;figure…</source>
        <translation>Abb&amp;ildung speichern…</translation>
    </message>
    <message>
        <source>Scoring, %1 of %2 cells done</source>
        <translation>Bewertung, %1 von %2 Zellen fertig</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>Stopping; what is scored is kept</source>
        <translation>Wird angehalten; was bewertet ist, bleibt</translation>
    </message>
    <message>
        <source>The experiment is paused; it can go on at any time</source>
        <translation>Das Experiment ist angehalten; es kann jederzeit weitergehen</translation>
    </message>
    <message>
        <source>The experiment was cancelled; what was scored is kept</source>
        <translation>Das Experiment wurde abgebrochen; was bewertet ist, bleibt</translation>
    </message>
    <message>
        <source>The experiment is finished</source>
        <translation>Das Experiment ist fertig</translation>
    </message>
    <message>
        <source>Add clips as needles</source>
        <translation>Clips als Nadeln hinzufügen</translation>
    </message>
    <message>
        <source>The needle could not be cut out</source>
        <translation>Die Nadel konnte nicht ausgeschnitten werden</translation>
    </message>
    <message>
        <source>Ha&amp;ystack</source>
        <translation>He&amp;uhaufen</translation>
    </message>
    <message>
        <source>The experiment&apos;s plan as JSON that dass niah runs unchanged: one needle in a mixture, as in the paper, also where the builder hides several at once</source>
        <translation>Der Plan des Experiments als JSON, das dass niah unverändert ausführt: eine Nadel je Mischung, wie in der Arbeit, auch wo der Aufbau mehrere zugleich versteckt</translation>
    </message>
    <message>
        <source>Tick the &amp;needle, or not</source>
        <translation>Nad&amp;el an- oder abhaken</translation>
    </message>
    <message>
        <source>The list of needles is full</source>
        <translation>Die Liste der Nadeln ist voll</translation>
    </message>
    <message>
        <source>It holds %1 clips; left out: %2. An experiment takes a list of clips of any length.</source>
        <translation>Sie fasst %1 Clips; weggelassen: %2. Ein Experiment nimmt eine Liste von Clips beliebiger Länge.</translation>
    </message>
    <message>
        <source>The cell cannot be opened</source>
        <translation>Die Zelle kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>%1 does not say what it was made of</source>
        <translation>%1 sagt nicht, woraus sie gemacht wurde</translation>
    </message>
    <message>
        <source>The cell&apos;s needle is not there</source>
        <translation>Die Nadel der Zelle ist nicht da</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be added to the builder, which keeps its own</source>
        <translation>„%1“ kann nicht in den Aufbau aufgenommen werden, der seine eigenen behält</translation>
    </message>
    <message>
        <source>Recordings (%1);;All files (*)</source>
        <translation>Aufnahmen (%1);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>&amp;Grow into an experiment</source>
        <translation>E&amp;xperiment daraus machen</translation>
    </message>
    <message>
        <source>The experiment is going on</source>
        <translation>Das Experiment läuft</translation>
    </message>
    <message>
        <source>Add clips first</source>
        <translation>Zuerst Clips hinzufügen</translation>
    </message>
    <message>
        <source>The plan is that of what is built: change its axes, then run it</source>
        <translation>Der Plan ist der des Aufbaus: Achsen ändern, dann starten</translation>
    </message>
    <message>
        <source>The experiment cannot be started</source>
        <translation>Das Experiment kann nicht gestartet werden</translation>
    </message>
    <message>
        <source>The experiment is finished; cells that could not be scored: %1. Each says why when it is chosen</source>
        <translation>Das Experiment ist fertig; nicht bewertbare Zellen: %1. Jede sagt, warum, wenn sie gewählt wird</translation>
    </message>
    <message>
        <source>Nothing was added</source>
        <translation>Nichts wurde hinzugefügt</translation>
    </message>
    <message>
        <source>What was dropped is neither a file nor a folder, or it is not there any more</source>
        <translation>Das Abgelegte ist weder Datei noch Ordner oder nicht mehr da</translation>
    </message>
</context>
<context>
    <name>dass::HaystackWords</name>
    <message>
        <source>Silence</source>
        <translation>Stille</translation>
    </message>
    <message>
        <source>White noise</source>
        <translation>Weißes Rauschen</translation>
    </message>
    <message>
        <source>Pink noise</source>
        <translation>Rosa Rauschen</translation>
    </message>
    <message>
        <source>Brown noise</source>
        <translation>Braunes Rauschen</translation>
    </message>
    <message>
        <source>Babble</source>
        <translation>Stimmengewirr</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>In place of sound</source>
        <translation>Statt des Tons</translation>
    </message>
    <message>
        <source>Over the sound</source>
        <translation>Über dem Ton</translation>
    </message>
    <message>
        <source>The needle&apos;s spectrogram, padding included, stands between the haystack&apos;s, as in the paper; no recording has such seams</source>
        <translation>Das Spektrogramm der Nadel steht samt Auffüllung zwischen dem des Heuhaufens, wie in der Arbeit; keine Aufnahme hat solche Nähte</translation>
    </message>
    <message>
        <source>The needle&apos;s sound is added to the haystack&apos;s, as a sound in a place is</source>
        <translation>Der Ton der Nadel kommt zu dem des Heuhaufens hinzu, wie ein Klang an einem Ort</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Erste</translation>
    </message>
    <message>
        <source>Middle</source>
        <translation>Mittlere</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Letzte</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>Reading the needle</source>
        <translation>Nadel wird gelesen</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>Modell wird geladen</translation>
    </message>
    <message>
        <source>Making the haystack</source>
        <translation>Heuhaufen wird gemacht</translation>
    </message>
    <message>
        <source>Hearing the whole</source>
        <translation>Das Ganze wird gehört</translation>
    </message>
    <message>
        <source>Trying other positions</source>
        <translation>Andere Positionen werden probiert</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>Spektrogramm</translation>
    </message>
    <message>
        <source>Hearing the other clips alone</source>
        <translation>Die anderen Clips werden einzeln gehört</translation>
    </message>
    <message>
        <source>The needle&apos;s sound takes the place of as much of the haystack&apos;s, with a cross-fade of %1 ms</source>
        <translation>Der Ton der Nadel ersetzt ebenso viel vom Heuhaufen, mit einer Überblendung von %1 ms</translation>
    </message>
    <message>
        <source>Babble of %1</source>
        <translation>Stimmengewirr aus %1</translation>
    </message>
</context>
<context>
    <name>dass::HeaderBar</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Workspaces</source>
        <translation>Arbeitsbereiche</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keins</translation>
    </message>
    <message>
        <source>Being loaded</source>
        <translation>Wird geladen</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>Modelle…</translation>
    </message>
</context>
<context>
    <name>dass::HeatMap</name>
    <message>
        <source>Retention by length and position</source>
        <translation>Erhalt nach Länge und Position</translation>
    </message>
    <message>
        <source>Retention, % of the 10 s mAP, %1</source>
        <translation>Erhalt, % der mAP bei 10 s, %1</translation>
    </message>
    <message>
        <source>%1, position %2</source>
        <translation>%1, Position %2</translation>
    </message>
    <message>
        <source>retention %1 (%2 to %3)</source>
        <translation>Erhalt %1 (%2 bis %3)</translation>
    </message>
    <message>
        <source>%1 of its needles are scored</source>
        <translation>%1 ihrer Nadeln sind bewertet</translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation>noch nicht berechnet</translation>
    </message>
</context>
<context>
    <name>dass::HeatScale</name>
    <message>
        <source>Colours of the heat strip, from probability 0 to 1</source>
        <translation>Farben der Heatmap, von Wahrscheinlichkeit 0 bis 1</translation>
    </message>
</context>
<context>
    <name>dass::HelpActions</name>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About DASS Studio</source>
        <translation>Ü&amp;ber DASS Studio</translation>
    </message>
</context>
<context>
    <name>dass::HttpGet</name>
    <message>
        <source>leads from one address to another without end; try again later</source>
        <translation>führt endlos von einer Adresse zur nächsten; versuchen Sie es später noch einmal</translation>
    </message>
    <message>
        <source>leads to %1, which is no https address; nothing was fetched from there</source>
        <translation>führt zu %1, was keine https-Adresse ist; von dort wurde nichts geladen</translation>
    </message>
    <message>
        <source>cannot be reached: %1</source>
        <translation>ist nicht zu erreichen: %1</translation>
    </message>
    <message>
        <source>nothing came for %1 s</source>
        <translation>%1 s lang kam nichts</translation>
    </message>
</context>
<context>
    <name>dass::JobChecks</name>
    <message>
        <source>Evaluation list</source>
        <translation>Auswertungsliste</translation>
    </message>
    <message>
        <source>Training list</source>
        <translation>Trainingsliste</translation>
    </message>
    <message>
        <source>none: the model is not scored</source>
        <translation>keine: Das Modell wird nicht bewertet</translation>
    </message>
    <message>
        <source>%1 clips found</source>
        <translation>%1 Clips gefunden</translation>
    </message>
    <message>
        <source>%1 of %2 clips are not there: %3</source>
        <translation>%1 von %2 Clips sind nicht da: %3</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Platte</translation>
    </message>
    <message>
        <source>%1 needed, %2 free</source>
        <translation>%1 nötig, %2 frei</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>about %1 needed, %2 free</source>
        <translation>etwa %1 nötig, %2 frei</translation>
    </message>
    <message>
        <source>Specification</source>
        <translation>Spezifikation</translation>
    </message>
    <message>
        <source>complete, and all files are there</source>
        <translation>vollständig, und alle Dateien sind da</translation>
    </message>
    <message>
        <source>Label file</source>
        <translation>Label-Datei</translation>
    </message>
    <message>
        <source>%1 labels</source>
        <translation>%1 Labels</translation>
    </message>
    <message>
        <source>Run folder</source>
        <translation>Lauf-Ordner</translation>
    </message>
    <message>
        <source>holds a run already; choose another name</source>
        <translation>enthält schon einen Lauf; wählen Sie einen anderen Namen</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>no file chosen yet</source>
        <translation>noch keine Datei gewählt</translation>
    </message>
    <message>
        <source>Student weights</source>
        <translation>Gewichte des Schülers</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>Lehrer</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Aufwärmen</translation>
    </message>
    <message>
        <source>longer than the run of %1 steps, whose learning rate stays low: little is learned</source>
        <translation>länger als der Lauf mit %1 Schritten, dessen Lernrate niedrig bleibt: gelernt wird wenig</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>%1 of %2 evaluation clips have no labels to score them by; choose the teacher’s outputs for the evaluation list</source>
        <translation>%1 von %2 Auswertungsclips haben keine Labels, nach denen sie bewertet werden; wählen Sie die Ausgaben des Lehrers für die Auswertungsliste</translation>
    </message>
    <message>
        <source>%1 of %2 evaluation clips have no labels to score them by</source>
        <translation>%1 von %2 Auswertungsclips haben keine Labels, nach denen sie bewertet werden</translation>
    </message>
    <message>
        <source>not yet said to be trusted</source>
        <translation>noch nicht als vertrauenswürdig bestätigt</translation>
    </message>
    <message>
        <source>%1 of %2 clips are not there and are left out: %3</source>
        <translation>%1 von %2 Clips sind nicht da und werden ausgelassen: %3</translation>
    </message>
    <message>
        <source>%1, %2 M parameters</source>
        <translation>%1, %2 M Parameter</translation>
    </message>
    <message>
        <source>%1; its %2 classes are replaced by the label file’s %3</source>
        <translation>%1; seine %2 Klassen werden durch die %3 der Label-Datei ersetzt</translation>
    </message>
    <message>
        <source>a program, which is opened when the run starts</source>
        <translation>ein Programm, das geöffnet wird, wenn der Lauf beginnt</translation>
    </message>
    <message>
        <source>%1, %2 classes</source>
        <translation>%1, %2 Klassen</translation>
    </message>
</context>
<context>
    <name>dass::JobDraft</name>
    <message>
        <source>The specification is no JSON object</source>
        <translation>Die Spezifikation ist kein JSON-Objekt</translation>
    </message>
    <message>
        <source>%1, Table %2, %3 %</source>
        <translation>%1, Tabelle %2, %3 %</translation>
    </message>
    <message>
        <source>for a CPU, some hours</source>
        <translation>für eine CPU, einige Stunden</translation>
    </message>
    <message>
        <source>Nano student, stored teacher</source>
        <translation>Nano-Schüler, gespeicherter Lehrer</translation>
    </message>
    <message>
        <source>Nano student, labels only</source>
        <translation>Nano-Schüler, nur Labels</translation>
    </message>
    <message>
        <source>%1 of the specification must be an object</source>
        <translation>%1 der Spezifikation muss ein Objekt sein</translation>
    </message>
    <message>
        <source>%1 of the specification must be a list</source>
        <translation>%1 der Spezifikation muss eine Liste sein</translation>
    </message>
    <message>
        <source>The specification nests lists and objects deeper than any needs to</source>
        <translation>Die Spezifikation verschachtelt Listen und Objekte tiefer als nötig</translation>
    </message>
    <message>
        <source>labels only</source>
        <translation>nur Labels</translation>
    </message>
    <message>
        <source>stored</source>
        <translation>gespeichert</translation>
    </message>
    <message>
        <source>checkpoint</source>
        <translation>Checkpoint</translation>
    </message>
    <message>
        <source>scratch</source>
        <translation>zufällige Gewichte</translation>
    </message>
    <message>
        <source>scaled down, for a CPU</source>
        <translation>verkleinert, für eine CPU</translation>
    </message>
    <message>
        <source>%1, Table %2</source>
        <translation>%1, Tabelle %2</translation>
    </message>
</context>
<context>
    <name>dass::JobForm</name>
    <message>
        <source>as it was</source>
        <translation>wie es war</translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation>Von %1 bis %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation>Wählen: %1</translation>
    </message>
    <message>
        <source>Student</source>
        <translation>Schüler</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>Start von</translation>
    </message>
    <message>
        <source>scratch</source>
        <translation>zufälligen Gewichten</translation>
    </message>
    <message>
        <source>checkpoint</source>
        <translation>Checkpoint</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Weights (*.safetensors *.pth *.pt *.ckpt);;All files (*)</source>
        <translation>Gewichte (*.safetensors *.pth *.pt *.ckpt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>Pooling</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>first</source>
        <translation>erste</translation>
    </message>
    <message>
        <source>middle</source>
        <translation>mittlere</translation>
    </message>
    <message>
        <source>last</source>
        <translation>letzte</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>maximum</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>Teachers</source>
        <translation>Lehrer</translation>
    </message>
    <message>
        <source>Add a teacher</source>
        <translation>Lehrer hinzufügen</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Lists (*.json *.csv);;All files (*)</source>
        <translation>Listen (*.json *.csv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Training list</source>
        <translation>Trainingsliste</translation>
    </message>
    <message>
        <source>Evaluation list</source>
        <translation>Auswertungsliste</translation>
    </message>
    <message>
        <source>Label file</source>
        <translation>Label-Datei</translation>
    </message>
    <message>
        <source>Tables (*.csv);;All files (*)</source>
        <translation>Tabellen (*.csv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Runs lie in</source>
        <translation>Läufe liegen in</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Distillation loss</source>
        <translation>Destillationsverlust</translation>
    </message>
    <message>
        <source>KL divergence</source>
        <translation>KL-Divergenz</translation>
    </message>
    <message>
        <source>BCE, sigmoid</source>
        <translation>BCE, Sigmoid</translation>
    </message>
    <message>
        <source>BCE, softmax</source>
        <translation>BCE, Softmax</translation>
    </message>
    <message>
        <source>squared distance</source>
        <translation>quadrierter Abstand</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>cosine + distance</source>
        <translation>Kosinus + Abstand</translation>
    </message>
    <message>
        <source>Distillation weight</source>
        <translation>Destillationsgewicht</translation>
    </message>
    <message>
        <source>the rest: labels</source>
        <translation>der Rest: Labels</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Optimizer and schedule</source>
        <translation>Optimierer und Zeitplan</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Weight Decay</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Aufwärmen</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Halve the rate after</source>
        <translation>Rate halbieren nach</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>then every</source>
        <translation>dann alle</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>clips</source>
        <translation>Clips</translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>shuffle</source>
        <translation>gemischt</translation>
    </message>
    <message>
        <source>balanced</source>
        <translation>ausgeglichen</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>Augmentierung</translation>
    </message>
    <message>
        <source>Mixup rate</source>
        <translation>Mixup-Rate</translation>
    </message>
    <message>
        <source>Masks, up to</source>
        <translation>Masken, bis zu</translation>
    </message>
    <message>
        <source>mel bins</source>
        <translation>Mel-Bänder</translation>
    </message>
    <message>
        <source>and up to</source>
        <translation>und bis zu</translation>
    </message>
    <message>
        <source>frames</source>
        <translation>Frames</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>fp32</source>
        <translation>fp32</translation>
    </message>
    <message>
        <source>bf16</source>
        <translation>bf16</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Differs from the preset</source>
        <translation>Weicht von der Vorlage ab</translation>
    </message>
    <message>
        <source>ImageNet (VMamba, DeiT)</source>
        <translation>ImageNet (VMamba, DeiT)</translation>
    </message>
    <message>
        <source>DASS Small, 30 M parameters</source>
        <translation>DASS Small, 30 M Parameter</translation>
    </message>
    <message>
        <source>DASS Medium, 49 M parameters</source>
        <translation>DASS Medium, 49 M Parameter</translation>
    </message>
    <message>
        <source>AST Tiny, 6 M parameters</source>
        <translation>AST Tiny, 6 M Parameter</translation>
    </message>
    <message>
        <source>AST Small, 22 M parameters</source>
        <translation>AST Small, 22 M Parameter</translation>
    </message>
    <message>
        <source>AST Base, 87 M parameters</source>
        <translation>AST Base, 87 M Parameter</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>DASS Nano, 1.8 M parameters</source>
        <translation>DASS Nano, 1,8 M Parameter</translation>
    </message>
    <message>
        <source>Averaged epochs</source>
        <translation>Gemittelte Epochen</translation>
    </message>
    <message>
        <source>Averaged epochs, from</source>
        <translation>Gemittelte Epochen, von</translation>
    </message>
    <message>
        <source>Averaged epochs, to</source>
        <translation>Gemittelte Epochen, bis</translation>
    </message>
</context>
<context>
    <name>dass::KeptModel</name>
    <message>
        <source>The chosen model is not there at present.</source>
        <translation>Das gewählte Modell ist zurzeit nicht da.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is taken by the next start that finds it; until then the model that comes with the program is used.</source>
        <translation>„%1“ wird beim nächsten Start genommen, der es findet; bis dahin wird das Modell verwendet, das mit dem Programm kommt.</translation>
    </message>
</context>
<context>
    <name>dass::KeptResultsDialog</name>
    <message>
        <source>Remove them all</source>
        <translation>Alle entfernen</translation>
    </message>
    <message>
        <source>Kept results</source>
        <translation>Aufbewahrte Ergebnisse</translation>
    </message>
    <message>
        <source>Kept at present</source>
        <translation>Zurzeit aufbewahrt</translation>
    </message>
    <message>
        <source> GB</source>
        <translation> GB</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>The oldest results are removed first; 0 keeps none</source>
        <translation>Die ältesten Ergebnisse werden zuerst entfernt; 0 bewahrt keine auf</translation>
    </message>
    <message>
        <source>Results of open recordings stay until they are closed</source>
        <translation>Ergebnisse offener Aufnahmen bleiben, bis diese geschlossen werden</translation>
    </message>
    <message>
        <source>Results of finished recordings are kept, so that a recording that did not change
opens with its tags at once while the model and the run&apos;s settings are the same.
They lie in %1.</source>
        <translation>Ergebnisse fertiger Aufnahmen werden aufbewahrt, damit eine unveränderte Aufnahme
sofort mit ihren Tags aufgeht, solange Modell und Laufeinstellungen dieselben sind.
Sie liegen in %1.</translation>
    </message>
    <message>
        <source>&amp;At most</source>
        <translation>&amp;Höchstens</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>counting…</source>
        <translation>wird gezählt…</translation>
    </message>
    <message>
        <source>%1 GB (results: %2)</source>
        <translation>%1 GB (Ergebnisse: %2)</translation>
    </message>
</context>
<context>
    <name>dass::KeyNames</name>
    <message>
        <source>%1 (%2)</source>
        <comment>what an action does, and its keys</comment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>dass::LanguageMenu</name>
    <message>
        <source>Lan&amp;guage</source>
        <translation>S&amp;prache</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>The language was chosen.</source>
        <translation>Die Sprache wurde gewählt.</translation>
    </message>
    <message>
        <source>It is spoken from the next start of the program on.</source>
        <translation>Sie gilt ab dem nächsten Start des Programms.</translation>
    </message>
</context>
<context>
    <name>dass::LeftWork</name>
    <message>
        <source>Restore unsaved work</source>
        <translation>Ungespeicherte Arbeit wiederherstellen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>The last batch, of 1 recording, did not end.</source>
        <translation>Der letzte Stapel mit 1 Aufnahme endete nicht.</translation>
    </message>
    <message numerus="yes">
        <source>The last batch, of %n recordings, did not end.</source>
        <translation>
            <numerusform>Der letzte Stapel mit %n Aufnahme endete nicht.</numerusform>
            <numerusform>Der letzte Stapel mit %n Aufnahmen endete nicht.</numerusform>
        </translation>
    </message>
    <message>
        <source>One that was being tagged starts again from its beginning.</source>
        <translation>Eine Aufnahme, die gerade getaggt wurde, fängt von vorn an.</translation>
    </message>
    <message>
        <source>Done: %1 of %2.</source>
        <translation>Fertig: %1 von %2.</translation>
    </message>
    <message>
        <source>Continue the batch of 1 recording</source>
        <translation>Stapel mit 1 Aufnahme fortsetzen</translation>
    </message>
    <message numerus="yes">
        <source>Continue the batch of %n recordings</source>
        <translation>
            <numerusform>Stapel mit %n Aufnahme fortsetzen</numerusform>
            <numerusform>Stapel mit %n Aufnahmen fortsetzen</numerusform>
        </translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>Verwerfen</translation>
    </message>
</context>
<context>
    <name>dass::Licences</name>
    <message>
        <source>window, sound output</source>
        <translation>Fenster, Tonausgabe</translation>
    </message>
    <message>
        <source>plots</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>decoding, resampling</source>
        <translation>Dekodieren, Abtastratenwandlung</translation>
    </message>
    <message>
        <source>tensors</source>
        <translation>Tensoren</translation>
    </message>
    <message>
        <source>loaded by LibTorch</source>
        <translation>von LibTorch geladen</translation>
    </message>
    <message>
        <source>vector instructions</source>
        <translation>Vektorbefehle</translation>
    </message>
    <message>
        <source>PyTorch checkpoints</source>
        <translation>PyTorch-Checkpoints</translation>
    </message>
    <message>
        <source>checksums</source>
        <translation>Prüfsummen</translation>
    </message>
    <message>
        <source>command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>metrics of training runs</source>
        <translation>Messwerte der Trainingsläufe</translation>
    </message>
</context>
<context>
    <name>dass::ListenMenu</name>
    <message>
        <source>Listen &amp;to</source>
        <translation>Zu &amp;hören</translation>
    </message>
    <message>
        <source>As &amp;tagged</source>
        <translation>Wie &amp;getaggt</translation>
    </message>
    <message>
        <source>The channel that is tagged where one is tagged alone, else all</source>
        <translation>Der getaggte Kanal, wo einer allein getaggt wird, sonst alle</translation>
    </message>
    <message>
        <source>&amp;All channels</source>
        <translation>&amp;Alle Kanäle</translation>
    </message>
    <message>
        <source>In stereo, whatever is tagged; more than two are mixed down to it</source>
        <translation>In Stereo, was auch getaggt wird; mehr als zwei werden dazu gemischt</translation>
    </message>
    <message>
        <source>&amp;Next channel</source>
        <translation>&amp;Nächster Kanal</translation>
    </message>
    <message>
        <source>From all channels to each one alone, and back</source>
        <translation>Von allen Kanälen zu jedem einzelnen und zurück</translation>
    </message>
    <message>
        <source>channel %1</source>
        <translation>Kanal %1</translation>
    </message>
    <message>
        <source>all channels</source>
        <translation>alle Kanäle</translation>
    </message>
    <message>
        <source>Ch %1</source>
        <translation>Kan. %1</translation>
    </message>
    <message>
        <source>All ch</source>
        <translation>Alle Kan.</translation>
    </message>
    <message>
        <source>Channel %1</source>
        <translation>Kanal %1</translation>
    </message>
</context>
<context>
    <name>dass::MainWindow</name>
    <message>
        <source>Open recordings</source>
        <translation>Aufnahmen öffnen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Copy event</source>
        <translation>Ereignis &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Find a tag</source>
        <translation>&amp;Tag suchen</translation>
    </message>
    <message>
        <source>Keyboard s&amp;hortcuts…</source>
        <translation>Tastenkür&amp;zel…</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>&amp;Wiedergabe</translation>
    </message>
    <message>
        <source>&amp;Analyze</source>
        <translation>A&amp;nalyse</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Open recordings…</source>
        <translation>Aufnahmen &amp;öffnen…</translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation>Ordner ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Open the sa&amp;mple</source>
        <translation>Beispiel öff&amp;nen</translation>
    </message>
    <message>
        <source>&amp;Close recording</source>
        <translation>Aufnahme &amp;schließen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keine</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>Liste leeren</translation>
    </message>
    <message>
        <source>&amp;Left panel</source>
        <translation>&amp;Linke Leiste</translation>
    </message>
    <message>
        <source>&amp;Right panel</source>
        <translation>&amp;Rechte Leiste</translation>
    </message>
    <message>
        <source>&amp;Next panel</source>
        <translation>&amp;Nächste Leiste</translation>
    </message>
    <message>
        <source>&amp;Previous panel</source>
        <translation>&amp;Vorige Leiste</translation>
    </message>
    <message>
        <source>Draw the to&amp;p tags</source>
        <translation>Die wahr&amp;scheinlichsten Tags zeichnen</translation>
    </message>
    <message>
        <source>Draw n&amp;o tags</source>
        <translation>Kei&amp;ne Tags zeichnen</translation>
    </message>
    <message>
        <source>Spectrogra&amp;m</source>
        <translation>S&amp;pektrogramm</translation>
    </message>
    <message>
        <source>Hide the e&amp;vent in a haystack</source>
        <translation>Ereignis im Heuhaufen &amp;verstecken</translation>
    </message>
    <message>
        <source>&amp;Haystack</source>
        <translation>&amp;Heuhaufen</translation>
    </message>
    <message>
        <source>&amp;Distill</source>
        <translation>Des&amp;tillieren</translation>
    </message>
    <message>
        <source>Filter the events</source>
        <translation>Die Ereignisse filtern</translation>
    </message>
    <message>
        <source>Recordings (%1);;All files (*)</source>
        <translation>Aufnahmen (%1);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>dass::MeasurePanel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>A step</source>
        <translation>Ein Schritt</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Computer</translation>
    </message>
    <message>
        <source>Makes a few steps with the real clips and teachers, and keeps nothing of them</source>
        <translation>Macht einige Schritte mit den echten Clips und Lehrern und behält nichts davon</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Making a few steps…</source>
        <translation>Macht einige Schritte…</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>etwa %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Measured over 1 step, beside what else runs now.</source>
        <translation>Über 1 Schritt gemessen, neben allem, was sonst gerade läuft.</translation>
    </message>
    <message numerus="yes">
        <source>Measured over %n steps, beside what else runs now.</source>
        <translation>
            <numerusform>Über %n Schritt gemessen, neben allem, was sonst gerade läuft.</numerusform>
            <numerusform>Über %n Schritte gemessen, neben allem, was sonst gerade läuft.</numerusform>
        </translation>
    </message>
    <message>
        <source>Can be measured once the checks find nothing to solve or to choose</source>
        <translation>Kann gemessen werden, sobald laut Prüfungen nichts mehr zu lösen oder zu wählen ist</translation>
    </message>
</context>
<context>
    <name>dass::ModelChooser</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Add file…</source>
        <translation>Datei hinzufügen…</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>A checkpoint of a DASS or AST: .safetensors, .pth, .pt or .ckpt</source>
        <translation>Ein Checkpoint eines DASS oder AST: .safetensors, .pth, .pt oder .ckpt</translation>
    </message>
    <message>
        <source>A folder with config.json and model.safetensors, or with checkpoints</source>
        <translation>Ein Ordner mit config.json und model.safetensors oder mit Checkpoints</translation>
    </message>
    <message>
        <source>or drop them here</source>
        <translation>oder hierher ziehen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be removed; may it be written to?</source>
        <translation>„%1“ kann nicht entfernt werden; ist es beschreibbar?</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>Dieses Modell verwenden</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>It is in use</source>
        <translation>Es ist in Gebrauch</translation>
    </message>
    <message>
        <source>Recordings cannot be tagged with it</source>
        <translation>Aufnahmen lassen sich damit nicht taggen</translation>
    </message>
    <message>
        <source>It cannot be read</source>
        <translation>Es kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>Add a folder with a model</source>
        <translation>Ordner mit einem Modell hinzufügen</translation>
    </message>
    <message>
        <source>Add a model</source>
        <translation>Modell hinzufügen</translation>
    </message>
    <message>
        <source>Models (*.safetensors *.pth *.pt *.ckpt)</source>
        <translation>Modelle (*.safetensors *.pth *.pt *.ckpt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>dass::ModelDetails</name>
    <message>
        <source>Copy SHA-256</source>
        <translation>SHA-256 kopieren</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Discard what has come</source>
        <translation>Geladenes verwerfen</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Removes from the disk what has been downloaded of it</source>
        <translation>Entfernt von der Platte, was davon heruntergeladen ist</translation>
    </message>
    <message>
        <source>It is in use; choose another model first</source>
        <translation>Es ist in Gebrauch; zuerst ein anderes Modell wählen</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>Architektur</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Aufbau</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>SHA-256: %1</source>
        <translation>SHA-256: %1</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Downloaded</source>
        <translation>Heruntergeladen</translation>
    </message>
    <message>
        <source>It hears sound at 32 kHz in place of the spectrogram that recordings are tagged from, so it cannot be chosen here. dass inspect and dass logits --audio take it.</source>
        <translation>Es hört Ton mit 32 kHz statt des Spektrogramms, aus dem Aufnahmen getaggt werden, und lässt sich deshalb hier nicht wählen. dass inspect und dass logits --audio nehmen es.</translation>
    </message>
    <message>
        <source>*It has no card.*</source>
        <translation>*Es hat keine Karte.*</translation>
    </message>
    <message>
        <source>released, not on this computer yet</source>
        <translation>veröffentlicht, noch nicht auf diesem Computer</translation>
    </message>
    <message>
        <source>Authors</source>
        <translation>Autoren</translation>
    </message>
    <message>
        <source>DASS, %1 parameters</source>
        <translation>DASS, %1 Parameter</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>Veröffentlicht</translation>
    </message>
    <message>
        <source>%1 % mAP on AudioSet</source>
        <translation>%1 % mAP auf AudioSet</translation>
    </message>
    <message>
        <source>Taught by</source>
        <translation>Gelehrt von</translation>
    </message>
    <message>
        <source>see its page</source>
        <translation>siehe seine Seite</translation>
    </message>
    <message>
        <source>%1, as its page says</source>
        <translation>%1, wie seine Seite sagt</translation>
    </message>
    <message>
        <source>about %1 from %2</source>
        <translation>etwa %1 von %2</translation>
    </message>
    <message>
        <source>The weights are their authors&apos; own. Weights, configuration and card are fetched over https, the weights checked by their SHA-256; all of it is read as data. The Python code on the page is not fetched and not run. Nothing about you or your recordings is sent.</source>
        <translation>Die Gewichte gehören ihren Autoren. Gewichte, Konfiguration und Karte werden über https geholt, die Gewichte anhand ihrer SHA-256 geprüft; alles wird nur als Daten gelesen. Der Python-Code der Seite wird weder geholt noch ausgeführt. Über Sie oder Ihre Aufnahmen wird nichts gesendet.</translation>
    </message>
    <message>
        <source>Being checked and read…</source>
        <translation>Wird geprüft und gelesen…</translation>
    </message>
    <message>
        <source>Paused: %1</source>
        <translation>Angehalten: %1</translation>
    </message>
    <message>
        <source>Remove a model</source>
        <translation>Modell entfernen</translation>
    </message>
    <message>
        <source>Delete %1 from this computer?</source>
        <translation>%1 von diesem Computer löschen?</translation>
    </message>
    <message>
        <source>Take %1 from the list?</source>
        <translation>%1 aus der Liste nehmen?</translation>
    </message>
    <message>
        <source>It can be downloaded again. Results that were made with it stay.</source>
        <translation>Es kann erneut heruntergeladen werden. Damit gewonnene Ergebnisse bleiben.</translation>
    </message>
    <message>
        <source>Its files stay where they are.</source>
        <translation>Seine Dateien bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Take from the list</source>
        <translation>Aus der Liste nehmen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>dass::ModelDownloadJob</name>
    <message>
        <source>the folder &apos;%1&apos; cannot be made</source>
        <translation>der Ordner „%1“ lässt sich nicht anlegen</translation>
    </message>
    <message>
        <source>%1 is being downloaded by another window</source>
        <translation>%1 wird gerade von einem anderen Fenster geladen</translation>
    </message>
    <message>
        <source>%1 has come as its authors published it, but is no model that this program reads: %2</source>
        <translation>%1 ist so angekommen, wie seine Autoren es veröffentlicht haben, ist aber kein Modell, das dieses Programm liest: %2</translation>
    </message>
    <message>
        <source>%1 has changed on the disk since it was fetched; discard it and download it again</source>
        <translation>%1 hat sich auf der Platte verändert, seit es geladen wurde; verwerfen Sie es und laden Sie es neu</translation>
    </message>
    <message>
        <source>%1 is there, but its folder cannot be renamed to &apos;%2&apos;: %3</source>
        <translation>%1 ist da, aber der Ordner lässt sich nicht in „%2“ umbenennen: %3</translation>
    </message>
</context>
<context>
    <name>dass::ModelExport</name>
    <message>
        <source>is there already; choose another name</source>
        <translation>ist schon da; wählen Sie einen anderen Namen</translation>
    </message>
    <message>
        <source>is not there; the run has no model to export</source>
        <translation>ist nicht da; der Lauf hat kein Modell zum Exportieren</translation>
    </message>
    <message>
        <source>cannot be made; is the folder yours to write in?</source>
        <translation>kann nicht angelegt werden; dürfen Sie in den Ordner schreiben?</translation>
    </message>
</context>
<context>
    <name>dass::ModelList</name>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Computer</translation>
    </message>
    <message>
        <source>Released by the authors of DASS</source>
        <translation>Von den Autoren von DASS veröffentlicht</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>in Gebrauch</translation>
    </message>
</context>
<context>
    <name>dass::ModelTable</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>can be changed at any time, top right</source>
        <translation>oben rechts jederzeit änderbar</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Published AudioSet mAP</source>
        <translation>AudioSet-mAP</translation>
    </message>
    <message>
        <source>Speed on this CPU</source>
        <translation>Tempo auf dieser CPU</translation>
    </message>
    <message>
        <source>not measured yet</source>
        <translation>noch nicht gemessen</translation>
    </message>
    <message>
        <source>not published</source>
        <translation>nicht veröffentlicht</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>Herunterladen…</translation>
    </message>
    <message>
        <source>Download %1</source>
        <translation>%1 herunterladen</translation>
    </message>
    <message>
        <source>Recordings never leave this computer; models are downloaded only when you say so.</source>
        <translation>Aufnahmen verlassen nie diesen Computer; Modelle werden nur auf Ihren Wunsch geladen.</translation>
    </message>
    <message>
        <source>All models…</source>
        <translation>Alle Modelle…</translation>
    </message>
</context>
<context>
    <name>dass::ModelWords</name>
    <message>
        <source>bundled</source>
        <translation>mitgeliefert</translation>
    </message>
    <message>
        <source>installed</source>
        <translation>installiert</translation>
    </message>
    <message>
        <source>added</source>
        <translation>hinzugefügt</translation>
    </message>
    <message>
        <source>released</source>
        <translation>veröffentlicht</translation>
    </message>
    <message>
        <source>%1 parameters, about %2</source>
        <translation>%1 Parameter, etwa %2</translation>
    </message>
    <message>
        <source>downloading, %1</source>
        <translation>wird geladen, %1</translation>
    </message>
    <message>
        <source>being checked</source>
        <translation>wird geprüft</translation>
    </message>
    <message>
        <source>paused at %1</source>
        <translation>angehalten bei %1</translation>
    </message>
    <message>
        <source>stopped at %1</source>
        <translation>angehalten bei %1</translation>
    </message>
    <message>
        <source>download failed</source>
        <translation>Herunterladen fehlgeschlagen</translation>
    </message>
    <message>
        <source>being read…</source>
        <translation>wird gelesen…</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>%1, %2 classes, %3</source>
        <translation>%1, %2 Klassen, %3</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>%1, AudioSet&apos;s</source>
        <translation>%1, die von AudioSet</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 blocks of %2 channels</source>
        <translation>%1 Blöcke mit %2 Kanälen</translation>
    </message>
    <message>
        <source>%1, in its authors&apos; layout</source>
        <translation>%1, in der Anordnung der Autoren</translation>
    </message>
    <message>
        <source>%1, in VMamba&apos;s layout</source>
        <translation>%1, in der Anordnung von VMamba</translation>
    </message>
    <message>
        <source>%1, in Hugging Face&apos;s layout</source>
        <translation>%1, in der Anordnung von Hugging Face</translation>
    </message>
</context>
<context>
    <name>dass::MonitorPage</name>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>mAP, %</source>
        <translation>mAP, %</translation>
    </message>
    <message>
        <source>mAUC</source>
        <translation>mAUC</translation>
    </message>
    <message>
        <source>d′</source>
        <translation>d′</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Clips</source>
        <translation>Clips</translation>
    </message>
    <message>
        <source>Student AP, %</source>
        <translation>Schüler-AP, %</translation>
    </message>
    <message>
        <source>Teacher AP, %</source>
        <translation>Lehrer-AP, %</translation>
    </message>
    <message>
        <source>Change, points</source>
        <translation>Änd., Punkte</translation>
    </message>
    <message>
        <source>Clips of</source>
        <translation>Clips von</translation>
    </message>
    <message>
        <source>taken for</source>
        <translation>gehalten für</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Which curves are drawn</source>
        <translation>Welche Kurven gezeichnet werden</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Glättung</translation>
    </message>
    <message>
        <source>Mean over so many steps; single values stay visible behind it</source>
        <translation>Mittel über so viele Schritte; einzelne Werte bleiben dahinter sichtbar</translation>
    </message>
    <message>
        <source>not smoothed</source>
        <translation>ungeglättet</translation>
    </message>
    <message>
        <source>mean of %1 steps</source>
        <translation>Mittel über %1 Schritte</translation>
    </message>
    <message>
        <source>All epochs</source>
        <translation>Alle Epochen</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>select several runs to compare them</source>
        <translation>mehrere Läufe auswählen, um sie zu vergleichen</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Find a class</source>
        <translation>Klasse suchen</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Confusions</source>
        <translation>Verwechslungen</translation>
    </message>
    <message>
        <source>Evaluation clips with one label that got a higher probability for another class</source>
        <translation>Auswertungs-Clips mit einem Label, die für eine andere Klasse eine höhere Wahrscheinlichkeit bekamen</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the log as text</source>
        <translation>Das Protokoll als Text kopieren</translation>
    </message>
    <message>
        <source>mAP %1 → %2 %</source>
        <translation>mAP %1 → %2 %</translation>
    </message>
    <message>
        <source>%1 taken for %2 %3 times</source>
        <translation>%1 %3-mal für %2 gehalten</translation>
    </message>
    <message>
        <source>shown after the first evaluation</source>
        <translation>nach der ersten Auswertung zu sehen</translation>
    </message>
    <message>
        <source>its end; log.txt has all of it</source>
        <translation>sein Ende; log.txt hat alles</translation>
    </message>
    <message>
        <source>follows the end</source>
        <translation>folgt dem Ende</translation>
    </message>
    <message>
        <source>no clip was taken for another class</source>
        <translation>kein Clip wurde für eine andere Klasse gehalten</translation>
    </message>
    <message>
        <source>no class has such a name</source>
        <translation>keine Klasse heißt so</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>noch nichts</translation>
    </message>
</context>
<context>
    <name>dass::NavigationActions</name>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>&amp;Whole recording</source>
        <translation>Ganze Aufna&amp;hme</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>V&amp;or</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Anfang</translation>
    </message>
    <message>
        <source>&amp;End</source>
        <translation>&amp;Ende</translation>
    </message>
    <message>
        <source>&amp;Go to time…</source>
        <translation>Zu Zei&amp;t gehen…</translation>
    </message>
</context>
<context>
    <name>dass::NeedleCutter</name>
    <message>
        <source>Dog</source>
        <translation>Hund</translation>
    </message>
    <message>
        <source>Church bell</source>
        <translation>Kirchenglocke</translation>
    </message>
    <message>
        <source>Siren</source>
        <translation>Sirene</translation>
    </message>
    <message>
        <source>Rain</source>
        <translation>Regen</translation>
    </message>
    <message>
        <source>Tick-tock</source>
        <translation>Ticken</translation>
    </message>
    <message>
        <source>Applause</source>
        <translation>Applaus</translation>
    </message>
</context>
<context>
    <name>dass::NeedlesPanel</name>
    <message>
        <source>Needles</source>
        <translation>Nadeln</translation>
    </message>
    <message>
        <source>Take the needle away</source>
        <translation>Nadel wegnehmen</translation>
    </message>
    <message>
        <source>Add clips</source>
        <translation>Clips hinzufügen</translation>
    </message>
    <message>
        <source>Label of the needle</source>
        <translation>Tag der Nadel</translation>
    </message>
    <message>
        <source>Probability of its label in the clip alone, 10.24 s</source>
        <translation>Wahrscheinlichkeit ihres Tags im Clip allein, 10,24 s</translation>
    </message>
    <message>
        <source>Label…</source>
        <translation>Tag…</translation>
    </message>
    <message>
        <source>What is heard in the needle: %1. Click to choose another tag</source>
        <translation>Was in der Nadel zu hören ist: %1. Klicken, um ein anderes Tag zu wählen</translation>
    </message>
    <message>
        <source>not told yet</source>
        <translation>noch nicht angegeben</translation>
    </message>
    <message>
        <source>Add a clip first</source>
        <translation>Zuerst einen Clip hinzufügen</translation>
    </message>
    <message>
        <source>Use this label</source>
        <translation>Dieses Tag verwenden</translation>
    </message>
    <message>
        <source>Tick to hide. Drop clips here.</source>
        <translation>Anhaken zum Verstecken.</translation>
    </message>
    <message>
        <source>Ticked clips are needles in one haystack. Right: the probability of each in the clip alone.</source>
        <translation>Angehakte Clips sind Nadeln in einem Heuhaufen. Rechts: der Wert jedes Clips allein.</translation>
    </message>
    <message>
        <source>Unreadable: %1</source>
        <translation>Nicht lesbar: %1</translation>
    </message>
    <message>
        <source>in the mixture</source>
        <translation>in der Mischung</translation>
    </message>
    <message>
        <source>tick to hide it in the mixture</source>
        <translation>anhaken, um ihn in der Mischung zu verstecken</translation>
    </message>
    <message>
        <source>Silent: %1</source>
        <translation>Still: %1</translation>
    </message>
</context>
<context>
    <name>dass::NewJobPage</name>
    <message>
        <source>Presets</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>published mAP</source>
        <translation>veröffentlichte mAP</translation>
    </message>
    <message>
        <source>A preset fills the form; every field can still be changed. Changed fields carry a dot.</source>
        <translation>Eine Vorlage füllt das Formular; jedes Feld kann noch geändert werden. Geänderte Felder tragen einen Punkt.</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>Expected cost</source>
        <translation>Erwarteter Aufwand</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Platte</translation>
    </message>
    <message>
        <source>Back to the preset</source>
        <translation>Zurück zur Vorlage</translation>
    </message>
    <message>
        <source>Go to problem</source>
        <translation>Zum Problem</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Save spec…</source>
        <translation>Spezifikation speichern…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>Training starten</translation>
    </message>
    <message>
        <source>Like %1</source>
        <translation>Wie %1</translation>
    </message>
    <message>
        <source>a run of yours</source>
        <translation>einer Ihrer Läufe</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>The run needs a name.</source>
        <translation>Der Lauf braucht einen Namen.</translation>
    </message>
    <message>
        <source>%1 (%2 an epoch)</source>
        <translation>%1 (%2 je Epoche)</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>etwa %1</translation>
    </message>
    <message>
        <source>Ready to start</source>
        <translation>Bereit zum Start</translation>
    </message>
    <message>
        <source>One problem to solve before the job can start</source>
        <translation>Ein Problem ist zu lösen, bevor der Auftrag starten kann</translation>
    </message>
    <message>
        <source>%1 problems to solve before the job can start</source>
        <translation>%1 Probleme sind zu lösen, bevor der Auftrag starten kann</translation>
    </message>
    <message>
        <source>The command was copied.</source>
        <translation>Der Befehl wurde kopiert.</translation>
    </message>
    <message>
        <source>Save the specification</source>
        <translation>Spezifikation speichern</translation>
    </message>
    <message>
        <source>Specifications (*.json)</source>
        <translation>Spezifikationen (*.json)</translation>
    </message>
    <message>
        <source>The specification was saved.</source>
        <translation>Die Spezifikation wurde gespeichert.</translation>
    </message>
    <message>
        <source>The specification could not be saved.</source>
        <translation>Die Spezifikation konnte nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>Go to field</source>
        <translation>Zum Feld</translation>
    </message>
    <message>
        <source>Still to choose: %1</source>
        <translation>Noch zu wählen: %1</translation>
    </message>
    <message>
        <source>Specification</source>
        <translation>Spezifikation</translation>
    </message>
    <message>
        <source>The command line that does the same, for a terminal or a cluster; saves the specification beside the run&apos;s folder</source>
        <translation>Die Befehlszeile, die dasselbe tut, für ein Terminal oder einen Cluster; speichert die Spezifikation neben dem Ordner des Laufs</translation>
    </message>
    <message>
        <source>The command could not be copied.</source>
        <translation>Der Befehl konnte nicht kopiert werden.</translation>
    </message>
    <message>
        <source>It reads the specification, which was saved as %1.</source>
        <translation>Er liest die Spezifikation, die als %1 gespeichert wurde.</translation>
    </message>
</context>
<context>
    <name>dass::NoticeRow</name>
    <message>
        <source>Close this notice</source>
        <translation>Diesen Hinweis schließen</translation>
    </message>
</context>
<context>
    <name>dass::NumberList</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
</context>
<context>
    <name>dass::OwnRecordings</name>
    <message>
        <source>%1 holds no sound file and is left out</source>
        <translation>%1 enthält keine Tondatei und wird ausgelassen</translation>
    </message>
    <message>
        <source>%1 sound files lie beside the subfolders and have no label: they are left out</source>
        <translation>%1 Tondateien liegen neben den Unterordnern und haben kein Label: Sie werden ausgelassen</translation>
    </message>
    <message>
        <source>has no columns path and labels in its first line</source>
        <translation>hat in der ersten Zeile keine Spalten path und labels</translation>
    </message>
    <message>
        <source>%1 is not there and is left out</source>
        <translation>%1 ist nicht da und wird ausgelassen</translation>
    </message>
    <message>
        <source>names %1 labels; at least two are needed to tell them apart. Put the sound files into one subfolder a label</source>
        <translation>nennt %1 Labels; mindestens zwei sind nötig, um sie zu unterscheiden. Legen Sie die Tondateien in einen Unterordner je Label</translation>
    </message>
    <message>
        <source>holds files already, which might be replaced; choose another name</source>
        <translation>enthält schon Dateien, die ersetzt werden könnten; wählen Sie einen anderen Namen</translation>
    </message>
    <message>
        <source>is a model that no student can start from; choose a DASS or an AST of the usual inner widths</source>
        <translation>ist ein Modell, von dem kein Schüler ausgehen kann; wählen Sie ein DASS oder ein AST mit den üblichen inneren Breiten</translation>
    </message>
</context>
<context>
    <name>dass::PartFile</name>
    <message>
        <source>&apos;%1&apos; cannot be written: %2</source>
        <translation>„%1“ kann nicht geschrieben werden: %2</translation>
    </message>
</context>
<context>
    <name>dass::PictureDialog</name>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Höhe</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>all tracks</source>
        <translation>alle Spuren</translation>
    </message>
    <message>
        <source>waveform</source>
        <translation>Wellenform</translation>
    </message>
    <message>
        <source>spectrogram</source>
        <translation>Spektrogramm</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>heat strip</source>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>What the picture shows</source>
        <translation>Was das Bild zeigt</translation>
    </message>
    <message>
        <source>PNG</source>
        <translation>PNG</translation>
    </message>
    <message>
        <source>SVG</source>
        <translation>SVG</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Format of the picture</source>
        <translation>Format des Bildes</translation>
    </message>
    <message>
        <source>%1 ×</source>
        <translation>%1 ×</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Auflösung</translation>
    </message>
    <message>
        <source>How many pixels each pixel of the size becomes. In SVG and PDF only spectrogram and heat strip are made of pixels</source>
        <translation>Wie viele Pixel aus jedem Pixel der Größe werden. In SVG und PDF bestehen nur Spektrogramm und Heatmap aus Pixeln</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>&amp;Inhalt</translation>
    </message>
    <message>
        <source>F&amp;ormat</source>
        <translation>F&amp;ormat</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>&amp;Resolution</source>
        <translation>&amp;Auflösung</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg *.pdf)</source>
        <translation>Bilder (*.png *.svg *.pdf)</translation>
    </message>
    <message>
        <source>Already there: %1</source>
        <translation>Schon vorhanden: %1</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>Abgebrochen; nichts wurde geschrieben.</translation>
    </message>
</context>
<context>
    <name>dass::PlanPanel</name>
    <message>
        <source>Figure %1 of the paper</source>
        <translation>Abbildung %1 der Arbeit</translation>
    </message>
    <message>
        <source>Scaled for two cores</source>
        <translation>Für zwei Kerne verkleinert</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Haystacks</source>
        <translation>Heuhaufen</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>Pooling</translation>
    </message>
    <message>
        <source>Needles of the experiment</source>
        <translation>Nadeln des Experiments</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>Zellen</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbruch</translation>
    </message>
    <message>
        <source>Of my own</source>
        <translation>Eigener</translation>
    </message>
    <message>
        <source>Of the whole, with commas: “10.24, 50 s, 5 min, 2.5 h”</source>
        <translation>Des Ganzen, mit Semikolons: „10,24; 50 s; 5 min; 2,5 h“</translation>
    </message>
    <message>
        <source>Where the needle begins, with commas, from 0 (the start) to 1 (the end)</source>
        <translation>Wo die Nadel beginnt, mit Semikolons, von 0 (Anfang) bis 1 (Ende)</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Needles</source>
        <translation>Nadeln</translation>
    </message>
    <message>
        <source>Lengths</source>
        <translation>Längen</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>SNR, dB</source>
        <translation>SNR, dB</translation>
    </message>
    <message>
        <source>Those of the builder</source>
        <translation>Die des Aufbaus</translation>
    </message>
    <message>
        <source>A list of clips…</source>
        <translation>Eine Liste von Clips…</translation>
    </message>
    <message>
        <source>A list in red cannot be read</source>
        <translation>Eine rote Liste kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>These are %1 cells; %2 are the most</source>
        <translation>Das sind %1 Zellen, höchstens %2 sind möglich</translation>
    </message>
    <message>
        <source>List of clips</source>
        <translation>Liste von Clips</translation>
    </message>
    <message>
        <source>Lists (*.json *.csv);;All files (*)</source>
        <translation>Listen (*.json *.csv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>1 clip</source>
        <translation>1 Clip</translation>
    </message>
    <message numerus="yes">
        <source>%n clips</source>
        <translation>
            <numerusform>%n Clip</numerusform>
            <numerusform>%n Clips</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 done</source>
        <translation>%1, %2 fertig</translation>
    </message>
    <message>
        <source>%1 of memory and %2 of temporary files; measured by a few steps of the model</source>
        <translation>%1 Speicher und %2 temporäre Dateien; an einigen Schritten des Modells gemessen</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>being measured…</source>
        <translation>wird gemessen…</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>The experiment is going on</source>
        <translation>Das Experiment läuft</translation>
    </message>
    <message>
        <source>Add needles with labels first</source>
        <translation>Zuerst Nadeln mit Tags hinzufügen</translation>
    </message>
    <message>
        <source>It is finished; duplicate it for another one</source>
        <translation>Es ist fertig; für ein weiteres duplizieren</translation>
    </message>
    <message>
        <source>Go on with what is not scored yet, in %1</source>
        <translation>Mit dem fortfahren, was noch nicht bewertet ist, in %1</translation>
    </message>
    <message>
        <source>Score every cell; results are kept in a folder as they come</source>
        <translation>Jede Zelle bewerten; Ergebnisse kommen nach und nach in einen Ordner</translation>
    </message>
    <message>
        <source>duplicate to change</source>
        <translation>zum Ändern duplizieren</translation>
    </message>
    <message>
        <source>Models of the experiment</source>
        <translation>Modelle des Experiments</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>the builder&apos;s</source>
        <translation>das des Aufbaus</translation>
    </message>
    <message>
        <source>Each is hidden by itself, one in a mixture, as in the paper: the builder&apos;s ticks, places and ratios have no part in it</source>
        <translation>Jeder wird für sich versteckt, einer je Mischung, wie in der Arbeit: Häkchen, Orte und SNR des Aufbaus spielen keine Rolle</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Needles of the list, at most</source>
        <translation>Nadeln der Liste, höchstens</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>%1 of the list, chosen at random</source>
        <translation>%1 der Liste, zufällig gewählt</translation>
    </message>
    <message>
        <source>The first %1 of the list</source>
        <translation>Die ersten %1 der Liste</translation>
    </message>
    <message>
        <source>at random</source>
        <translation>zufällige</translation>
    </message>
    <message>
        <source>first ones</source>
        <translation>erste</translation>
    </message>
    <message>
        <source>So many of the list, chosen at random; 0 takes all</source>
        <translation>So viele der Liste, zufällig gewählt; 0 nimmt alle</translation>
    </message>
    <message>
        <source>So many from the beginning of the list; 0 takes all</source>
        <translation>So viele vom Anfang der Liste; 0 nimmt alle</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Nochmals</translation>
    </message>
    <message>
        <source>Cells that could not be scored: %1. Try them again, in %2</source>
        <translation>Zellen, die nicht bewertet werden konnten: %1. Sie nochmals versuchen, in %2</translation>
    </message>
    <message>
        <source>Loudness of the needle over that of the haystack in dB, with commas; silence has none, and “none” leaves a recording as loud as it is</source>
        <translation>Lautstärke der Nadel über der des Heuhaufens in dB, mit Semikolons; Stille hat keine, und „keine“ lässt eine Aufnahme so laut, wie sie ist</translation>
    </message>
    <message>
        <source>How the needle is put in</source>
        <translation>Wie die Nadel eingefügt wird</translation>
    </message>
    <message>
        <source>Put in</source>
        <translation>Einbau</translation>
    </message>
    <message>
        <source>A recording…</source>
        <translation>Eine Aufnahme…</translation>
    </message>
    <message>
        <source>Recording to hide needles in</source>
        <translation>Aufnahme, in der Nadeln versteckt werden</translation>
    </message>
    <message>
        <source>Babble of a folder…</source>
        <translation>Stimmengewirr eines Ordners…</translation>
    </message>
    <message>
        <source>Recordings of speech</source>
        <translation>Sprachaufnahmen</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>Left out:</source>
        <translation>Ausgelassen:</translation>
    </message>
</context>
<context>
    <name>dass::PlayActions</name>
    <message>
        <source>&amp;Play or pause</source>
        <translation>&amp;Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>Skip &amp;back 5 s</source>
        <translation>5 s &amp;zurück</translation>
    </message>
    <message>
        <source>Skip &amp;forward 5 s</source>
        <translation>5 s &amp;vor</translation>
    </message>
    <message>
        <source>&amp;Loop</source>
        <translation>In &amp;Schleife</translation>
    </message>
    <message>
        <source>Play the &amp;selection or event</source>
        <translation>Aus&amp;wahl oder Ereignis abspielen</translation>
    </message>
    <message>
        <source>Selection starts at the play head</source>
        <translation>Auswahl bei der Abspielposition anfangen lassen</translation>
    </message>
    <message>
        <source>Selection ends at the play head</source>
        <translation>Auswahl bei der Abspielposition enden lassen</translation>
    </message>
    <message>
        <source>&amp;Next event</source>
        <translation>&amp;Nächstes Ereignis</translation>
    </message>
    <message>
        <source>Previous e&amp;vent</source>
        <translation>V&amp;origes Ereignis</translation>
    </message>
</context>
<context>
    <name>dass::PlaybackController</name>
    <message>
        <source>Nothing can be heard.</source>
        <translation>Es ist nichts zu hören.</translation>
    </message>
</context>
<context>
    <name>dass::PlotStack</name>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>time of day</source>
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <source>Waveform</source>
        <translation>Wellenform</translation>
    </message>
    <message>
        <source>full scale</source>
        <translation>Vollpegel</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>Spektrogramm</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>Wahrscheinl.</translation>
    </message>
    <message>
        <source>0 to 1</source>
        <translation>0 bis 1</translation>
    </message>
    <message>
        <source>linear, kHz</source>
        <translation>linear, kHz</translation>
    </message>
    <message>
        <source>log, kHz</source>
        <translation>log, kHz</translation>
    </message>
    <message>
        <source>mel, kHz</source>
        <translation>Mel, kHz</translation>
    </message>
    <message>
        <source>Recording over time</source>
        <translation>Aufnahme über die Zeit</translation>
    </message>
    <message>
        <source>threshold %L1</source>
        <translation>Schwelle %L1</translation>
    </message>
    <message>
        <source>not decoded yet</source>
        <translation>noch nicht dekodiert</translation>
    </message>
    <message>
        <source>channel %L1</source>
        <translation>Kanal %L1</translation>
    </message>
    <message>
        <source>mean, %1 rows</source>
        <translation>Mittel, %1 Zeilen</translation>
    </message>
    <message>
        <source>median, %1 rows</source>
        <translation>Median, %1 Zeilen</translation>
    </message>
    <message>
        <source>%1, threshold %L2</source>
        <translation>%1, Schwelle %L2</translation>
    </message>
</context>
<context>
    <name>dass::PlotView</name>
    <message>
        <source>Recording over time</source>
        <translation>Aufnahme über die Zeit</translation>
    </message>
    <message>
        <source>Colours, frequency axis and level range</source>
        <translation>Farben, Frequenzachse und Pegelbereich</translation>
    </message>
    <message>
        <source>The run failed</source>
        <translation>Der Lauf schlug fehl</translation>
    </message>
    <message>
        <source>Unreadable from %1</source>
        <translation>Unlesbar ab %1</translation>
    </message>
    <message>
        <source>This recording cannot be read</source>
        <translation>Diese Aufnahme kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>The tags up to this point are kept.</source>
        <translation>Die Tags bis hierher bleiben.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>the model is being loaded</source>
        <translation>das Modell wird geladen</translation>
    </message>
    <message>
        <source>not tagged yet</source>
        <translation>noch nicht getaggt</translation>
    </message>
    <message>
        <source>not tagged yet, %1 left</source>
        <translation>noch nicht getaggt, noch %1</translation>
    </message>
    <message>
        <source>not tagged: the run was cancelled</source>
        <translation>nicht getaggt: der Lauf wurde abgebrochen</translation>
    </message>
    <message>
        <source>&amp;Magma</source>
        <translation>&amp;Magma</translation>
    </message>
    <message>
        <source>&amp;Viridis</source>
        <translation>&amp;Viridis</translation>
    </message>
    <message>
        <source>&amp;Cividis</source>
        <translation>&amp;Cividis</translation>
    </message>
    <message>
        <source>&amp;Grey</source>
        <translation>&amp;Grau</translation>
    </message>
    <message>
        <source>M&amp;el</source>
        <translation>M&amp;el</translation>
    </message>
    <message>
        <source>&amp;Linear</source>
        <translation>&amp;Linear</translation>
    </message>
    <message>
        <source>L&amp;ogarithmic</source>
        <translation>L&amp;ogarithmisch</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>&amp;Frequency axis</source>
        <translation>F&amp;requenzachse</translation>
    </message>
    <message>
        <source>&amp;Level range…</source>
        <translation>&amp;Pegelbereich…</translation>
    </message>
    <message>
        <source>This recording is not where it was</source>
        <translation>Diese Aufnahme ist nicht mehr, wo sie war</translation>
    </message>
    <message>
        <source>%1 was moved, renamed or removed</source>
        <translation>%1 wurde verschoben, umbenannt oder entfernt</translation>
    </message>
    <message>
        <source>Its tags are kept.</source>
        <translation>Ihre Tags bleiben.</translation>
    </message>
    <message>
        <source>Locate…</source>
        <translation>Suchen…</translation>
    </message>
    <message>
        <source>The tags of an earlier run are kept.</source>
        <translation>Die Tags eines früheren Laufs bleiben.</translation>
    </message>
</context>
<context>
    <name>dass::RecentSessions</name>
    <message>
        <source>Go on with a session</source>
        <translation>Mit einer Sitzung weitermachen</translation>
    </message>
</context>
<context>
    <name>dass::RecipePanel</name>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Student</source>
        <translation>Schüler</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>Lehrer</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>none: labels only</source>
        <translation>keiner: nur Labels</translation>
    </message>
    <message>
        <source>%1 clips</source>
        <translation>%1 Clips</translation>
    </message>
    <message>
        <source>epochs %1 to %2</source>
        <translation>Epochen %1 bis %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>Averaged epochs</source>
        <translation>Gemittelte Epochen</translation>
    </message>
</context>
<context>
    <name>dass::RecordingMenu</name>
    <message>
        <source>&amp;Tag again</source>
        <translation>&amp;Erneut taggen</translation>
    </message>
    <message>
        <source>&amp;Show in folder</source>
        <translation>Im &amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>Copy &amp;details</source>
        <translation>E&amp;inzelheiten kopieren</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
</context>
<context>
    <name>dass::RecordingsModel</name>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>decoding</source>
        <translation>wird dekodiert</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>paused at %1</source>
        <translation>angehalten bei %1</translation>
    </message>
    <message>
        <source>tagging %1</source>
        <translation>taggt, %1</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>It is not there any more. Right click, Locate… finds it again.</source>
        <translation>Sie ist nicht mehr da. Rechtsklick, Suchen… findet sie wieder.</translation>
    </message>
    <message>
        <source>The file was changed since it was tagged: its tags are those of the file as it was. Tag it again to have those of now.</source>
        <translation>Die Datei wurde seit dem Taggen geändert: Ihre Tags sind die des früheren Stands. Erneut taggen ergibt die des jetzigen.</translation>
    </message>
    <message>
        <source>done; %1</source>
        <translation>fertig; %1</translation>
    </message>
    <message>
        <source>missing: moved or removed</source>
        <translation>fehlt: verschoben oder entfernt</translation>
    </message>
    <message>
        <source>changed since tagging</source>
        <translation>seit dem Taggen geändert</translation>
    </message>
    <message>
        <source>Most probable tag: %1</source>
        <translation>Wahrscheinlichstes Tag: %1</translation>
    </message>
</context>
<context>
    <name>dass::RecordingsPanel</name>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Open recordings</source>
        <translation>Aufnahmen öffnen</translation>
    </message>
    <message>
        <source>None yet. Files and folders that you open are listed here.</source>
        <translation>Noch keine. Geöffnete Dateien und Ordner stehen hier.</translation>
    </message>
    <message>
        <source>Drop files or folders anywhere</source>
        <translation>Dateien oder Ordner irgendwohin ziehen</translation>
    </message>
    <message>
        <source>Drop files or folders anywhere, or press %1</source>
        <translation>Dateien oder Ordner irgendwohin ziehen, oder %1 drücken</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>%1 von %2 fertig</translation>
    </message>
</context>
<context>
    <name>dass::RetentionPlot</name>
    <message>
        <source>Retention over length</source>
        <translation>Erhalt über der Länge</translation>
    </message>
    <message>
        <source>Retention, % of each 10 s mAP, needle at %1</source>
        <translation>Erhalt, % der mAP bei 10 s, Nadel bei %1</translation>
    </message>
    <message>
        <source>%1: at %2</source>
        <translation>%1: bei %2</translation>
    </message>
    <message>
        <source>Retention, % of each 10 s mAP, needle at %1 (%2)</source>
        <translation>Erhalt, % der mAP bei 10 s, Nadel bei %1 (%2)</translation>
    </message>
</context>
<context>
    <name>dass::RunActions</name>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>&amp;Cancel the run</source>
        <translation>Lauf ab&amp;brechen</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>&amp;Tag this recording again</source>
        <translation>Diese Aufnahme &amp;erneut taggen</translation>
    </message>
    <message>
        <source>Tag &amp;all again</source>
        <translation>Alle erneut ta&amp;ggen</translation>
    </message>
    <message>
        <source>Move recording &amp;up</source>
        <translation>Aufnahme nach &amp;oben</translation>
    </message>
    <message>
        <source>Move recording &amp;down</source>
        <translation>Aufnahme nach &amp;unten</translation>
    </message>
    <message>
        <source>Continue the &amp;last batch</source>
        <translation>Letzten Stapel &amp;fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Kept results…</source>
        <translation>Aufbe&amp;wahrte Ergebnisse…</translation>
    </message>
    <message>
        <source>Run &amp;settings…</source>
        <translation>&amp;Laufeinstellungen…</translation>
    </message>
    <message>
        <source>&amp;Event settings…</source>
        <translation>E&amp;reigniseinstellungen…</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>&amp;Modelle…</translation>
    </message>
    <message>
        <source>Tag &amp;when opened</source>
        <translation>Beim &amp;Öffnen taggen</translation>
    </message>
    <message>
        <source>A run is going on; it can be cancelled</source>
        <translation>Ein Lauf ist im Gang; er lässt sich abbrechen</translation>
    </message>
    <message>
        <source>The model is being loaded</source>
        <translation>Das Modell wird geladen</translation>
    </message>
    <message>
        <source>Choose a model first</source>
        <translation>Zuerst ein Modell wählen</translation>
    </message>
    <message>
        <source>Open a recording first</source>
        <translation>Zuerst eine Aufnahme öffnen</translation>
    </message>
    <message>
        <source>Tag what is not tagged yet</source>
        <translation>Taggen, was noch nicht getaggt ist</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>&amp;Weiter</translation>
    </message>
</context>
<context>
    <name>dass::RunControl</name>
    <message>
        <source>cannot be written; is the folder yours to write in?</source>
        <translation>kann nicht geschrieben werden; dürfen Sie in den Ordner schreiben?</translation>
    </message>
    <message>
        <source>cannot be removed</source>
        <translation>kann nicht entfernt werden</translation>
    </message>
    <message>
        <source>its process belongs to somebody else</source>
        <translation>sein Prozess gehört jemand anderem</translation>
    </message>
    <message>
        <source>its run is at work already</source>
        <translation>sein Lauf arbeitet schon</translation>
    </message>
    <message>
        <source>The program dass, which trains, is not beside this one nor on the path; install it</source>
        <translation>Das Programm dass, das trainiert, liegt weder neben diesem noch im Suchpfad; installieren Sie es</translation>
    </message>
    <message>
        <source>cannot be made; choose another folder</source>
        <translation>kann nicht angelegt werden; wählen Sie einen anderen Ordner</translation>
    </message>
    <message>
        <source>is no run that has ended; nothing was deleted</source>
        <translation>ist kein beendeter Lauf; es wurde nichts gelöscht</translation>
    </message>
    <message>
        <source>the run is deleted; files that are not its own were left there</source>
        <translation>der Lauf ist gelöscht; Dateien, die nicht seine sind, blieben dort</translation>
    </message>
    <message>
        <source>holds a run, a specification or a model already; choose another name</source>
        <translation>enthält schon einen Lauf, eine Spezifikation oder ein Modell; wählen Sie einen anderen Namen</translation>
    </message>
    <message>
        <source>stop it first; nothing was deleted</source>
        <translation>halten Sie ihn zuerst an; nichts wurde gelöscht</translation>
    </message>
</context>
<context>
    <name>dass::RunHead</name>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Rest</translation>
    </message>
    <message>
        <source>Train loss</source>
        <translation>Trainingsverlust</translation>
    </message>
    <message>
        <source>mAP</source>
        <translation>mAP</translation>
    </message>
    <message>
        <source>mAUC</source>
        <translation>mAUC</translation>
    </message>
    <message>
        <source>d′</source>
        <translation>d′</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 clips/s</source>
        <translation>%1 Clips/s</translation>
    </message>
    <message>
        <source>mAP, epoch %1</source>
        <translation>mAP, Epoche %1</translation>
    </message>
    <message>
        <source>mAP at the end</source>
        <translation>mAP am Ende</translation>
    </message>
</context>
<context>
    <name>dass::RunMeasure</name>
    <message>
        <source>There is no room among the temporary files</source>
        <translation>Bei den temporären Dateien ist kein Platz</translation>
    </message>
    <message>
        <source>The program dass, which trains, is not beside this one nor on the path</source>
        <translation>Das Programm dass, das trainiert, liegt weder neben diesem noch im Suchpfad</translation>
    </message>
    <message>
        <source>The trial ended without saying why</source>
        <translation>Der Versuch endete ohne Angabe von Gründen</translation>
    </message>
</context>
<context>
    <name>dass::RunQueue</name>
    <message>
        <source>Results are not kept for the next start.</source>
        <translation>Ergebnisse werden nicht bis zum nächsten Start aufbewahrt.</translation>
    </message>
    <message>
        <source>A stored result was not used.</source>
        <translation>Ein gespeichertes Ergebnis wurde nicht verwendet.</translation>
    </message>
</context>
<context>
    <name>dass::RunSettingsForm</name>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>&amp;Leave one core free</source>
        <translation>&amp;Einen Kern frei lassen</translation>
    </message>
    <message>
        <source>windows</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>dense</source>
        <translation>dicht</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>For other programs, while recordings are tagged</source>
        <translation>Für andere Programme, während Aufnahmen getaggt werden</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>Ge&amp;rät</translation>
    </message>
    <message>
        <source>&amp;Mode</source>
        <translation>&amp;Modus</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>&amp;Fenster</translation>
    </message>
    <message>
        <source>&amp;Hop</source>
        <translation>&amp;Schrittweite</translation>
    </message>
    <message>
        <source>&amp;Pooling</source>
        <translation>&amp;Pooling</translation>
    </message>
    <message>
        <source>P&amp;recision</source>
        <translation>&amp;Genauigkeit</translation>
    </message>
    <message>
        <source>&amp;Threads</source>
        <translation>&amp;Threads</translation>
    </message>
    <message>
        <source>Released models were trained on 10.24 s. Changes act on the next run.</source>
        <translation>Veröffentlichte Modelle wurden mit 10,24 s trainiert. Änderungen gelten ab dem nächsten Lauf.</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>als Ganzes</translation>
    </message>
    <message>
        <source>Clips as in training, every hop</source>
        <translation>Ausschnitte wie im Training, je Schrittweite einer</translation>
    </message>
    <message>
        <source>One pass over longer spans, a probability every 0.32 s</source>
        <translation>Ein Durchgang über längere Spannen, alle 0,32 s eine Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>The recording as one input: what is in it, not when</source>
        <translation>Die Aufnahme als eine Eingabe: was darin ist, nicht wann</translation>
    </message>
    <message>
        <source>The recording is one input: you learn what is in it, not when. Temporary files hold what memory does not. %1</source>
        <translation>Die Aufnahme ist eine Eingabe: Sie erfahren, was darin ist, nicht wann. Temporäre Dateien halten, was der Speicher nicht fasst. %1</translation>
    </message>
    <message>
        <source>At most as long as the window, so that no sound goes unheard</source>
        <translation>Höchstens so lang wie das Fenster, damit kein Ton ungehört bleibt</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>gemischt</translation>
    </message>
    <message>
        <source>The mean of a recording&apos;s channels, or one of them alone</source>
        <translation>Der Mittelwert der Kanäle einer Aufnahme oder einer davon allein</translation>
    </message>
    <message>
        <source>&amp;Channel</source>
        <translation>&amp;Kanal</translation>
    </message>
</context>
<context>
    <name>dass::RunSettingsPanel</name>
    <message>
        <source>Run settings</source>
        <translation>Laufeinstellungen</translation>
    </message>
    <message>
        <source>Change the run settings</source>
        <translation>Laufeinstellungen ändern</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Hop</source>
        <translation>Schrittweite</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>Pooling</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Expected time</source>
        <translation>Erwartete Zeit</translation>
    </message>
    <message>
        <source>dense</source>
        <translation>dicht</translation>
    </message>
    <message>
        <source>windows</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>the training length</source>
        <translation>die Trainingslänge</translation>
    </message>
    <message>
        <source>all %1</source>
        <translation>alle %1</translation>
    </message>
    <message>
        <source>one core left free</source>
        <translation>ein Kern bleibt frei</translation>
    </message>
    <message>
        <source>The time is shown here once a recording is open.</source>
        <translation>Die Zeit steht hier, sobald eine Aufnahme offen ist.</translation>
    </message>
    <message>
        <source>%L1 s</source>
        <translation>%L1 s</translation>
    </message>
    <message>
        <source>Temporary files</source>
        <translation>Temporäre Dateien</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>als Ganzes</translation>
    </message>
    <message>
        <source>trained on 10.24 s</source>
        <translation>mit 10,24 s trainiert</translation>
    </message>
    <message>
        <source>In %1 while the recording is tagged; afterwards they are gone</source>
        <translation>In %1, während die Aufnahme getaggt wird; danach sind sie weg</translation>
    </message>
    <message>
        <source>What the model needs while it runs, beside what the program itself takes</source>
        <translation>Was das Modell während des Laufs braucht, neben dem, was das Programm selbst belegt</translation>
    </message>
    <message>
        <source>Working memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>≈ %1</source>
        <translation>≈ %1</translation>
    </message>
    <message>
        <source>A rough guess; known better after the first run with this model.</source>
        <translation>Grob geschätzt; genauer nach dem ersten Lauf mit diesem Modell.</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>%L1 alone</source>
        <translation>nur %L1</translation>
    </message>
</context>
<context>
    <name>dass::RunWords</name>
    <message>
        <source>folder not found</source>
        <translation>Ordner nicht gefunden</translation>
    </message>
    <message>
        <source>no run</source>
        <translation>kein Lauf</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>nicht gestartet</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>startet</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>broken off</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>epoch %1 / %2</source>
        <translation>Epoche %1 / %2</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>stoppt</translation>
    </message>
    <message>
        <source>pausing</source>
        <translation>hält an</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>best mAP %1</source>
        <translation>beste mAP %1</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>auf diesem Rechner</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>auf %1</translation>
    </message>
    <message>
        <source>%1 %2 since %3</source>
        <translation>%1 %2 seit %3</translation>
    </message>
    <message>
        <source>%1 %2, %3</source>
        <translation>%1 %2, %3</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>The folder is not there. Is its disk connected?</source>
        <translation>Der Ordner ist nicht da. Ist sein Datenträger angeschlossen?</translation>
    </message>
    <message>
        <source>The folder holds no run.</source>
        <translation>Der Ordner enthält keinen Lauf.</translation>
    </message>
    <message>
        <source>It ended without saying why; process.log in its folder may know more.</source>
        <translation>Er endete, ohne zu sagen, warum; process.log in seinem Ordner weiß vielleicht mehr.</translation>
    </message>
    <message>
        <source>No sign of life from %1 since %2.</source>
        <translation>Kein Lebenszeichen von %1 seit %2.</translation>
    </message>
    <message>
        <source>fine-tuned</source>
        <translation>feinabgestimmt</translation>
    </message>
    <message>
        <source>from scratch</source>
        <translation>von null an</translation>
    </message>
    <message>
        <source>labels only</source>
        <translation>nur Labels</translation>
    </message>
    <message>
        <source>%1 labels + %2 %3, T = %4</source>
        <translation>%1 Labels + %2 %3, T = %4</translation>
    </message>
    <message>
        <source>%1 cores</source>
        <translation>%1 Kerne</translation>
    </message>
    <message>
        <source>%1 % waiting for clips</source>
        <translation>%1 % Warten auf Clips</translation>
    </message>
    <message>
        <source>stopped, best mAP %1</source>
        <translation>gestoppt, beste mAP %1</translation>
    </message>
    <message>
        <source>Its process is gone: it was ended, as the system does where memory is short, or the computer was. Resume goes on from the last checkpoint.</source>
        <translation>Sein Prozess ist weg: Er wurde beendet, wie es das System bei knappem Speicher tut, oder der Rechner. Fortsetzen macht beim letzten Zwischenstand weiter.</translation>
    </message>
    <message>
        <source>scoring the model</source>
        <translation>bewertet das Modell</translation>
    </message>
    <message>
        <source>only %1 of disk space free</source>
        <translation>nur %1 Plattenplatz frei</translation>
    </message>
    <message>
        <source>%1 of disk space free</source>
        <translation>%1 Plattenplatz frei</translation>
    </message>
    <message>
        <source>Little disk space is left: the run will still write about %1, and %2 are free. Make room, or pause it until there is.</source>
        <translation>Der Plattenplatz ist knapp: Der Lauf wird noch etwa %1 schreiben, und %2 sind frei. Schaffen Sie Platz, oder halten Sie ihn an, bis welcher da ist.</translation>
    </message>
</context>
<context>
    <name>dass::RunsPanel</name>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Several selected runs are laid over each other in the curves.</source>
        <translation>Mehrere ausgewählte Läufe liegen in den Kurven übereinander.</translation>
    </message>
    <message>
        <source>%1 in all</source>
        <translation>%1 insgesamt</translation>
    </message>
    <message>
        <source>%1 running, %2 in all</source>
        <translation>%1 laufen, %2 insgesamt</translation>
    </message>
</context>
<context>
    <name>dass::SamplePreview</name>
    <message>
        <source>Spectrogram of %1</source>
        <translation>Spektrogramm von %1</translation>
    </message>
    <message>
        <source>%1 of made-up sounds</source>
        <translation>%1 künstliche Klänge</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
</context>
<context>
    <name>dass::ScoresPanel</name>
    <message>
        <source>Scores</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Relative drop</source>
        <translation>Relativer Verlust</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Bar: in the mixture. Mark: the needle alone, 10.24 s</source>
        <translation>Balken: in der Mischung. Strich: die Nadel allein, 10,24 s</translation>
    </message>
    <message>
        <source>What else the model hears</source>
        <translation>Was das Modell sonst hört</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Mixture</source>
        <translation>Mix</translation>
    </message>
    <message>
        <source>Alone</source>
        <translation>Allein</translation>
    </message>
    <message>
        <source>Nothing heard yet</source>
        <translation>Noch nichts gehört</translation>
    </message>
    <message>
        <source>10 s baseline %1</source>
        <translation>allein, 10 s: %1</translation>
    </message>
    <message>
        <source>%1 (alone: %2)</source>
        <translation>%1 (allein: %2)</translation>
    </message>
    <message>
        <source>Among %1 tags</source>
        <translation>Unter %1 Tags</translation>
    </message>
    <message>
        <source>quick, of %1 around it</source>
        <translation>schnell, aus %1 ringsum</translation>
    </message>
    <message>
        <source>exact, %1</source>
        <translation>genau, %1</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>genau</translation>
    </message>
    <message>
        <source>Needles of the mixture</source>
        <translation>Nadeln der Mischung</translation>
    </message>
    <message>
        <source>Needle</source>
        <translation>Nadel</translation>
    </message>
    <message>
        <source>not in the mixture</source>
        <translation>nicht in der Mischung</translation>
    </message>
    <message>
        <source>rank %1, alone %2</source>
        <translation>Rang %1, allein %2</translation>
    </message>
</context>
<context>
    <name>dass::SessionActions</name>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>Open sess&amp;ion…</source>
        <translation>S&amp;itzung öffnen…</translation>
    </message>
    <message>
        <source>Recent sessio&amp;ns</source>
        <translation>Le&amp;tzte Sitzungen</translation>
    </message>
    <message>
        <source>&amp;Save session</source>
        <translation>Sitzung speiche&amp;rn</translation>
    </message>
    <message>
        <source>Save session &amp;as…</source>
        <translation>Sitzung speichern &amp;unter…</translation>
    </message>
    <message>
        <source>C&amp;lose session</source>
        <translation>Sitzung sch&amp;ließen</translation>
    </message>
    <message>
        <source>Restore &amp;unsaved work</source>
        <translation>Ungespeicherte Arbeit &amp;wiederherstellen</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keine</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>Liste leeren</translation>
    </message>
    <message>
        <source>Unsaved session[*]</source>
        <translation>Ungespeicherte Sitzung[*]</translation>
    </message>
    <message>
        <source>One session is open at a time.</source>
        <translation>Es ist immer nur eine Sitzung offen.</translation>
    </message>
    <message>
        <source>“%1” was opened.</source>
        <translation>„%1“ wurde geöffnet.</translation>
    </message>
    <message>
        <source>Save the changes before another session is opened?</source>
        <translation>Änderungen speichern, bevor eine andere Sitzung geöffnet wird?</translation>
    </message>
    <message>
        <source>Open session</source>
        <translation>Sitzung öffnen</translation>
    </message>
    <message>
        <source>Sessions (*%1)</source>
        <translation>Sitzungen (*%1)</translation>
    </message>
    <message>
        <source>Save the changes before the session is closed?</source>
        <translation>Änderungen speichern, bevor die Sitzung geschlossen wird?</translation>
    </message>
    <message>
        <source>Save session</source>
        <translation>Sitzung speichern</translation>
    </message>
    <message>
        <source>What is open was not saved as a session yet. Corrections and results of finished recordings are kept either way.</source>
        <translation>Was offen ist, wurde noch nicht als Sitzung gespeichert. Korrekturen und Ergebnisse fertiger Aufnahmen bleiben in jedem Fall.</translation>
    </message>
    <message>
        <source>“%1” has changed since it was saved.</source>
        <translation>„%1“ hat sich seit dem Speichern geändert.</translation>
    </message>
    <message>
        <source>Do&amp;n’t save</source>
        <translation>&amp;Nicht speichern</translation>
    </message>
    <message>
        <source>Save the changes before the window is closed?</source>
        <translation>Änderungen speichern, bevor das Fenster geschlossen wird?</translation>
    </message>
    <message>
        <source>DASS Studio ended before your work was saved.</source>
        <translation>DASS Studio endete, bevor Ihre Arbeit gespeichert war.</translation>
    </message>
    <message>
        <source>It was kept on %1.</source>
        <translation>Sie wurde am %1 gesichert.</translation>
    </message>
    <message>
        <source>Save the changes before the earlier work is restored?</source>
        <translation>Änderungen speichern, bevor die frühere Arbeit wiederhergestellt wird?</translation>
    </message>
    <message>
        <source>&amp;Locate…</source>
        <translation>S&amp;uchen…</translation>
    </message>
    <message>
        <source>Where is %1?</source>
        <translation>Wo ist %1?</translation>
    </message>
    <message>
        <source>%1;;All files (*)</source>
        <translation>%1;;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Restore the earlier work in place of what is open?</source>
        <translation>Die frühere Arbeit anstelle des Geöffneten wiederherstellen?</translation>
    </message>
    <message>
        <source>1 recording is open now. A run that goes on is cancelled.</source>
        <translation>1 Aufnahme ist jetzt geöffnet. Ein Lauf, der im Gang ist, wird abgebrochen.</translation>
    </message>
    <message numerus="yes">
        <source>%n recordings are open now. A run that goes on is cancelled.</source>
        <translation>
            <numerusform>%n Aufnahme ist jetzt geöffnet. Ein Lauf, der im Gang ist, wird abgebrochen.</numerusform>
            <numerusform>%n Aufnahmen sind jetzt geöffnet. Ein Lauf, der im Gang ist, wird abgebrochen.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Restore and keep them open</source>
        <translation>&amp;Wiederherstellen und offen lassen</translation>
    </message>
    <message>
        <source>Re&amp;place them</source>
        <translation>&amp;Ersetzen</translation>
    </message>
    <message>
        <source>The unsaved work was not restored.</source>
        <translation>Die ungespeicherte Arbeit wurde nicht wiederhergestellt.</translation>
    </message>
    <message>
        <source>What is open was changed meanwhile. Restore it again to be asked about that first.</source>
        <translation>Das Geöffnete wurde inzwischen geändert. Stellen Sie sie noch einmal wieder her, dann wird zuerst danach gefragt.</translation>
    </message>
    <message>
        <source>“%1” was not saved: the session that it was for was closed meanwhile.</source>
        <translation>„%1“ wurde nicht gespeichert: Die Sitzung, für die der Name gedacht war, wurde inzwischen geschlossen.</translation>
    </message>
</context>
<context>
    <name>dass::SessionKeeper</name>
    <message>
        <source>The session could not be saved.</source>
        <translation>Die Sitzung konnte nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>Unsaved work could not be kept for the case of a crash.</source>
        <translation>Ungespeicherte Arbeit konnte nicht für den Fall eines Absturzes gesichert werden.</translation>
    </message>
    <message>
        <source>The session could not be opened.</source>
        <translation>Die Sitzung konnte nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>Results of this session could not be read.</source>
        <translation>Ergebnisse dieser Sitzung konnten nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The model of this session is not there.</source>
        <translation>Das Modell dieser Sitzung ist nicht da.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; was moved or removed. Its tags are shown; runs take the present model.</source>
        <translation>„%1“ wurde verschoben oder entfernt. Seine Tags werden gezeigt; Läufe nehmen das jetzige Modell.</translation>
    </message>
    <message>
        <source>That recording is open already.</source>
        <translation>Diese Aufnahme ist schon offen.</translation>
    </message>
</context>
<context>
    <name>dass::Settings</name>
    <message>
        <source>Settings could not be read: the defaults are used.</source>
        <translation>Einstellungen konnten nicht gelesen werden: Es gelten die Vorgaben.</translation>
    </message>
    <message>
        <source>The old ones are kept as %1.</source>
        <translation>Die alten sind als %1 aufbewahrt.</translation>
    </message>
    <message>
        <source>%1 is no file of settings and could not be renamed; remove it, else nothing is remembered.</source>
        <translation>%1 ist keine Einstellungsdatei und konnte nicht umbenannt werden; bitte entfernen, sonst wird nichts gemerkt.</translation>
    </message>
    <message>
        <source>Settings are those of a newer version.</source>
        <translation>Die Einstellungen stammen von einer neueren Version.</translation>
    </message>
    <message>
        <source>What this one does not know has its default; a copy is kept as %1.</source>
        <translation>Was diese nicht kennt, hat die Vorgabe; eine Kopie ist als %1 aufbewahrt.</translation>
    </message>
</context>
<context>
    <name>dass::ShortcutEditor</name>
    <message>
        <source>&amp;Take them from there</source>
        <translation>&amp;Von dort nehmen</translation>
    </message>
    <message>
        <source>&amp;No keys</source>
        <translation>&amp;Keine Tasten</translation>
    </message>
    <message>
        <source>&amp;As at first</source>
        <translation>&amp;Wie zuerst</translation>
    </message>
    <message>
        <source>All as at &amp;first</source>
        <translation>&amp;Alle wie zuerst</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Find an action or keys</source>
        <translation>Aktion oder Tasten suchen</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Aktionen und ihre Tasten</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>Neue Tasten</translation>
    </message>
    <message>
        <source>Press the keys that the action is to have; Esc leaves the field</source>
        <translation>Die Tasten drücken, die die Aktion haben soll; Esc verlässt das Feld</translation>
    </message>
    <message>
        <source>The action keeps its place in the menu</source>
        <translation>Die Aktion behält ihren Platz im Menü</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Every action has the program&apos;s own keys again</source>
        <translation>Jede Aktion hat wieder die Tasten des Programms</translation>
    </message>
    <message>
        <source>%1 opens the menu “%2”.</source>
        <translation>%1 öffnet das Menü „%2“.</translation>
    </message>
    <message>
        <source>%1 is what “%2” has.</source>
        <translation>%1 hat schon „%2“.</translation>
    </message>
    <message>
        <source>No action is called so</source>
        <translation>Keine Aktion heißt so</translation>
    </message>
    <message>
        <source>Without keys</source>
        <translation>Ohne Tasten</translation>
    </message>
</context>
<context>
    <name>dass::ShortcutTable</name>
    <message>
        <source>Changed; without keys at first</source>
        <translation>Geändert; zuerst ohne Tasten</translation>
    </message>
    <message>
        <source>Changed; at first %1</source>
        <translation>Geändert; zuerst %1</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
</context>
<context>
    <name>dass::ShortcutsDialog</name>
    <message>
        <source>In the plots: click to seek, drag to select, wheel to zoom at the pointer, Shift + wheel to pan.</source>
        <translation>In den Spuren: Klick springt, Ziehen wählt aus, Mausrad vergrößert am Zeiger, Umschalt + Mausrad verschiebt.</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>C&amp;hange…</source>
        <translation>Ä&amp;ndern…</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Aktionen und ihre Tasten</translation>
    </message>
</context>
<context>
    <name>dass::SoundOutput</name>
    <message>
        <source>There is no sound output on this computer; connect or enable one and play again.</source>
        <translation>Dieser Computer hat keine Tonausgabe; eine anschließen oder einschalten und erneut abspielen.</translation>
    </message>
    <message>
        <source>The sound output “%1” takes neither 16-bit nor floating-point samples; choose another one in the system&apos;s settings.</source>
        <translation>Die Tonausgabe „%1“ nimmt weder 16-Bit- noch Gleitkommawerte an; in den Systemeinstellungen eine andere wählen.</translation>
    </message>
    <message>
        <source>The sound output stopped working; choose one in the system&apos;s settings and play again.</source>
        <translation>Die Tonausgabe ist ausgefallen; in den Systemeinstellungen eine wählen und erneut abspielen.</translation>
    </message>
    <message>
        <source>The sound output “%1” could not be opened; another program may be using it.</source>
        <translation>Die Tonausgabe „%1“ konnte nicht geöffnet werden; vielleicht benutzt sie ein anderes Programm.</translation>
    </message>
</context>
<context>
    <name>dass::SpanSelection</name>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>Auswahl</translation>
    </message>
</context>
<context>
    <name>dass::SpectrogramForm</name>
    <message>
        <source> dB</source>
        <translation> dB</translation>
    </message>
    <message>
        <source>Relative to the loudest place in the recording</source>
        <translation>Bezogen auf die lauteste Stelle der Aufnahme</translation>
    </message>
    <message>
        <source>Lowest level</source>
        <translation>Niedrigster Pegel</translation>
    </message>
    <message>
        <source>Highest level</source>
        <translation>Höchster Pegel</translation>
    </message>
    <message>
        <source>Colours of the spectrogram</source>
        <translation>Farben des Spektrogramms</translation>
    </message>
    <message>
        <source>Frequency axis</source>
        <translation>Frequenzachse</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>&amp;Frequency axis</source>
        <translation>F&amp;requenzachse</translation>
    </message>
    <message>
        <source>&amp;Lowest level</source>
        <translation>&amp;Niedrigster Pegel</translation>
    </message>
    <message>
        <source>&amp;Highest level</source>
        <translation>&amp;Höchster Pegel</translation>
    </message>
    <message>
        <source>The model&apos;s 128 mel bands on every axis: on the linear and the logarithmic one as wide as they are.</source>
        <translation>Auf jeder Achse die 128 Mel-Bänder des Modells: auf der linearen und der logarithmischen so breit, wie sie sind.</translation>
    </message>
</context>
<context>
    <name>dass::SpeedMenu</name>
    <message>
        <source>%1 ×</source>
        <translation>%1 ×</translation>
    </message>
    <message>
        <source>0 dB</source>
        <translation>0 dB</translation>
    </message>
    <message>
        <source>+%1 dB</source>
        <translation>+%1 dB</translation>
    </message>
    <message>
        <source>Sp&amp;eed and gain</source>
        <translation>T&amp;empo und Verstärkung</translation>
    </message>
    <message>
        <source>Speed %1</source>
        <translation>Tempo %1</translation>
    </message>
    <message>
        <source>&amp;Slower</source>
        <translation>&amp;Langsamer</translation>
    </message>
    <message>
        <source>&amp;Faster</source>
        <translation>&amp;Schneller</translation>
    </message>
    <message>
        <source>Gain %1</source>
        <translation>Verstärkung %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>dass::StartDialog</name>
    <message>
        <source>As in the file</source>
        <translation>Wie in der Datei</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Setzen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Start of %1</source>
        <translation>Beginn von %1</translation>
    </message>
    <message>
        <source>2024-05-31 04:30:00</source>
        <translation>2024-05-31 04:30:00</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>Datum und Uhrzeit</translation>
    </message>
    <message>
        <source>UTC+2, or empty if unknown</source>
        <translation>UTC+2 oder leer</translation>
    </message>
    <message>
        <source>Offset from UTC</source>
        <translation>Abstand zu UTC</translation>
    </message>
    <message>
        <source>Take what the file says of itself</source>
        <translation>Nehmen, was die Datei von sich sagt</translation>
    </message>
    <message>
        <source>The file does not say when it began</source>
        <translation>Die Datei sagt nicht, wann sie begann</translation>
    </message>
    <message>
        <source>&amp;Date and time</source>
        <translation>&amp;Datum und Uhrzeit</translation>
    </message>
    <message>
        <source>&amp;Zone</source>
        <translation>&amp;Zone</translation>
    </message>
    <message>
        <source>The file does not say when it began.</source>
        <translation>Die Datei sagt nicht, wann sie begann.</translation>
    </message>
    <message>
        <source>Write date and time as 2024-05-31 04:30:00.</source>
        <translation>Datum und Uhrzeit als 2024-05-31 04:30:00 schreiben.</translation>
    </message>
    <message>
        <source>Write the zone as UTC+2 or UTC−3:30, or leave it empty.</source>
        <translation>Die Zone als UTC+2 oder UTC−3:30 schreiben oder leer lassen.</translation>
    </message>
</context>
<context>
    <name>dass::StartText</name>
    <message>
        <source>from the file&apos;s GUANO chunk</source>
        <translation>aus dem GUANO-Block der Datei</translation>
    </message>
    <message>
        <source>from the file&apos;s comment</source>
        <translation>aus dem Kommentar der Datei</translation>
    </message>
    <message>
        <source>from the container&apos;s creation time</source>
        <translation>aus der Erstellungszeit im Container</translation>
    </message>
    <message>
        <source>from the file&apos;s name</source>
        <translation>aus dem Namen der Datei</translation>
    </message>
    <message>
        <source>typed</source>
        <translation>eingegeben</translation>
    </message>
</context>
<context>
    <name>dass::TagDialog</name>
    <message>
        <source>Find a tag</source>
        <translation>Tag suchen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Tags to choose from</source>
        <translation>Tags zur Auswahl</translation>
    </message>
    <message>
        <source>No tag is chosen</source>
        <translation>Kein Tag ist gewählt</translation>
    </message>
</context>
<context>
    <name>dass::TagLists</name>
    <message>
        <source>Tag lists</source>
        <translation>Taglisten</translation>
    </message>
    <message>
        <source>&amp;Draw the tags of a file…</source>
        <translation>Tags einer Datei &amp;zeichnen…</translation>
    </message>
    <message>
        <source>Tags to draw</source>
        <translation>Zu zeichnende Tags</translation>
    </message>
    <message>
        <source>&amp;Keep only the tags of a file…</source>
        <translation>Nur Tags einer Datei &amp;behalten…</translation>
    </message>
    <message>
        <source>Tags to keep</source>
        <translation>Zu behaltende Tags</translation>
    </message>
    <message>
        <source>Leave &amp;out the tags of a file…</source>
        <translation>Tags einer Datei &amp;weglassen…</translation>
    </message>
    <message>
        <source>Tags to leave out</source>
        <translation>Wegzulassende Tags</translation>
    </message>
    <message>
        <source>&amp;Save the drawn tags…</source>
        <translation>Gezeichnete Tags &amp;speichern…</translation>
    </message>
    <message>
        <source>Save the drawn tags</source>
        <translation>Gezeichnete Tags speichern</translation>
    </message>
    <message>
        <source>Save the tags to k&amp;eep…</source>
        <translation>Zu b&amp;ehaltende Tags speichern…</translation>
    </message>
    <message>
        <source>Save the tags to keep</source>
        <translation>Zu behaltende Tags speichern</translation>
    </message>
    <message>
        <source>Save the tags to &amp;leave out…</source>
        <translation>We&amp;gzulassende Tags speichern…</translation>
    </message>
    <message>
        <source>Save the tags to leave out</source>
        <translation>Wegzulassende Tags speichern</translation>
    </message>
    <message>
        <source>&amp;Forget both lists</source>
        <translation>Beide Listen &amp;verwerfen</translation>
    </message>
    <message>
        <source>Lists of tags (*.txt);;All files (*)</source>
        <translation>Taglisten (*.txt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>The list of tags could not be read.</source>
        <translation>Die Tagliste konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>%1 names no tag of this model; nothing was changed.</source>
        <translation>%1 nennt kein Tag dieses Modells; nichts wurde geändert.</translation>
    </message>
    <message numerus="yes">
        <source>%n lines of %1 were skipped.</source>
        <translation>
            <numerusform>%n Zeile von %1 wurde übersprungen.</numerusform>
            <numerusform>%n Zeilen von %1 wurden übersprungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Drawn tags</source>
        <translation>Gezeichnete Tags</translation>
    </message>
    <message>
        <source>The list of tags could not be written.</source>
        <translation>Die Tagliste konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>&amp;Tag lists</source>
        <translation>Ta&amp;glisten</translation>
    </message>
</context>
<context>
    <name>dass::TagsDelegate</name>
    <message>
        <source>Threshold of %1</source>
        <translation>Schwelle von %1</translation>
    </message>
</context>
<context>
    <name>dass::TagsModel</name>
    <message>
        <source>Colour %1, dashed</source>
        <translation>Farbe %1, gestrichelt</translation>
    </message>
    <message>
        <source>Colour %1</source>
        <translation>Farbe %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>&amp;Colour</source>
        <translation>&amp;Farbe</translation>
    </message>
    <message>
        <source>&amp;Draw only this tag</source>
        <translation>Nur dieses Tag &amp;zeichnen</translation>
    </message>
    <message>
        <source>&amp;Keep only this and what is below</source>
        <translation>Nur dieses und die darunter &amp;behalten</translation>
    </message>
    <message>
        <source>&amp;Keep only this</source>
        <translation>Nur dieses &amp;behalten</translation>
    </message>
    <message>
        <source>Keep this and what is below, &amp;too</source>
        <translation>&amp;Auch dieses und die darunter behalten</translation>
    </message>
    <message>
        <source>Keep this, &amp;too</source>
        <translation>&amp;Auch dieses behalten</translation>
    </message>
    <message>
        <source>&amp;Leave out this and what is below</source>
        <translation>Dieses und die darunter &amp;weglassen</translation>
    </message>
    <message>
        <source>&amp;Leave this out</source>
        <translation>Dieses &amp;weglassen</translation>
    </message>
    <message>
        <source>%L1 s</source>
        <translation>%L1 s</translation>
    </message>
    <message>
        <source>%L1 min</source>
        <translation>%L1 min</translation>
    </message>
    <message>
        <source>%L1 h</source>
        <translation>%L1 h</translation>
    </message>
    <message>
        <source>%1 is left out by the tag lists</source>
        <translation>%1 ist durch die Taglisten weggelassen</translation>
    </message>
    <message>
        <source>%1
Ticks all below it; with Ctrl only this tag</source>
        <translation>%1
Hakt alle darunter an; mit Strg nur dieses Tag</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>Max.</translation>
    </message>
    <message>
        <source>%1 has this threshold of its own
A click or Enter changes it</source>
        <translation>%1 hat diese eigene Schwelle
Ein Klick oder die Eingabetaste ändert sie</translation>
    </message>
    <message>
        <source>%1 has the threshold of all tags
A click or Enter gives it one of its own</source>
        <translation>%1 hat die Schwelle aller Tags
Ein Klick oder die Eingabetaste gibt ihm eine eigene</translation>
    </message>
</context>
<context>
    <name>dass::TagsPanel</name>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Tag lists: keep, leave out or draw the tags of a file</source>
        <translation>Taglisten: Tags einer Datei behalten, weglassen oder zeichnen</translation>
    </message>
    <message>
        <source>Probabilities appear while a recording is being tagged. Tick a tag to draw its curve.</source>
        <translation>Wahrscheinlichkeiten erscheinen, während eine Aufnahme getaggt wird. Ein Tag anhaken zeichnet seine Kurve.</translation>
    </message>
    <message>
        <source>Find a tag</source>
        <translation>Tag suchen</translation>
    </message>
    <message>
        <source>Acts at once on the stored probabilities.</source>
        <translation>Wirkt sofort, ohne neuen Lauf.</translation>
    </message>
    <message>
        <source>&amp;Threshold</source>
        <translation>&amp;Schwelle</translation>
    </message>
    <message>
        <source>Probability from which a tag counts as heard</source>
        <translation>Wahrscheinlichkeit, ab der ein Tag als gehört gilt</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Ran&amp;k by</source>
        <translation>&amp;Rang nach</translation>
    </message>
    <message>
        <source>maximum</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>time above threshold</source>
        <translation>Zeit über Schwelle</translation>
    </message>
    <message>
        <source>Rank by</source>
        <translation>Rang nach</translation>
    </message>
    <message>
        <source>What is shown of each tag, and which tags come first in the list, the heat strip and among those that are drawn by themselves</source>
        <translation>Was von jedem Tag gezeigt wird, und welche Tags in der Liste, in der Heatmap und unter den von selbst gezeichneten zuerst kommen</translation>
    </message>
    <message>
        <source>L&amp;ist instead of the tree</source>
        <translation>&amp;Liste statt Baum</translation>
    </message>
    <message>
        <source>Heat strip</source>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>top %1</source>
        <translation>beste %1</translation>
    </message>
    <message>
        <source>Tags in the heat strip</source>
        <translation>Tags in der Heatmap</translation>
    </message>
    <message>
        <source>%1 kept</source>
        <translation>%1 behalten</translation>
    </message>
    <message>
        <source>%1 tags</source>
        <translation>%1 Tags</translation>
    </message>
    <message>
        <source>%1 of %2 drawn</source>
        <translation>%1 von %2 gezeichnet</translation>
    </message>
    <message>
        <source>Save the &amp;sound of its events…</source>
        <translation>&amp;Ton seiner Ereignisse speichern…</translation>
    </message>
    <message>
        <source>&amp;Own threshold…</source>
        <translation>Eigene &amp;Schwelle…</translation>
    </message>
    <message>
        <source>&amp;Remove own threshold</source>
        <translation>Eigene Schwelle &amp;entfernen</translation>
    </message>
    <message>
        <source>Remove &amp;all own thresholds</source>
        <translation>Alle ei&amp;genen Schwellen entfernen</translation>
    </message>
    <message>
        <source>Tags with a threshold of their own: %L1</source>
        <translation>Tags mit eigener Schwelle: %L1</translation>
    </message>
</context>
<context>
    <name>dass::TeacherList</name>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>AST</source>
        <translation>AST</translation>
    </message>
    <message>
        <source>HTS-AT</source>
        <translation>HTS-AT</translation>
    </message>
    <message>
        <source>DASS</source>
        <translation>DASS</translation>
    </message>
    <message>
        <source>own mean (EMA)</source>
        <translation>eigenes Mittel (EMA)</translation>
    </message>
    <message>
        <source>stored outputs</source>
        <translation>gespeicherte Ausgaben</translation>
    </message>
    <message>
        <source>TorchScript</source>
        <translation>TorchScript</translation>
    </message>
    <message>
        <source>Kind of the teacher</source>
        <translation>Art des Lehrers</translation>
    </message>
    <message>
        <source>File of the teacher</source>
        <translation>Datei des Lehrers</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Choose the teacher’s file</source>
        <translation>Datei des Lehrers wählen</translation>
    </message>
    <message>
        <source>Weight of the teacher</source>
        <translation>Gewicht des Lehrers</translation>
    </message>
    <message>
        <source>Weight in the mean of the teachers</source>
        <translation>Gewicht im Mittel der Lehrer</translation>
    </message>
    <message>
        <source>Without this teacher</source>
        <translation>Ohne diesen Lehrer</translation>
    </message>
    <message>
        <source>Outputs for the evaluation list</source>
        <translation>Ausgaben für die Auswertungsliste</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Choose the outputs for the evaluation list</source>
        <translation>Ausgaben für die Auswertungsliste wählen</translation>
    </message>
    <message>
        <source>spectrogram</source>
        <translation>Spektrogramm</translation>
    </message>
    <message>
        <source>waveform</source>
        <translation>Wellenform</translation>
    </message>
    <message>
        <source>What the teacher hears</source>
        <translation>Was der Lehrer hört</translation>
    </message>
    <message>
        <source>Sample rate that the teacher hears</source>
        <translation>Abtastrate, die der Lehrer hört</translation>
    </message>
    <message>
        <source>I trust who made this file</source>
        <translation>Ich vertraue dem, der diese Datei gemacht hat</translation>
    </message>
    <message>
        <source>A TorchScript file is a program: it runs with all your rights.</source>
        <translation>Eine TorchScript-Datei ist ein Programm: Es läuft mit allen Ihren Rechten.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>Hears</source>
        <translation>Hört</translation>
    </message>
    <message>
        <source>Weights and outputs (*.safetensors *.pth *.pt *.ckpt *.npy);;All files (*)</source>
        <translation>Gewichte und Ausgaben (*.safetensors *.pth *.pt *.ckpt *.npy);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Stored outputs (*.npy *.safetensors);;All files (*)</source>
        <translation>Gespeicherte Ausgaben (*.npy *.safetensors);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>dass::TestedModel</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>The model that is tested</source>
        <translation>Das Modell, das geprüft wird</translation>
    </message>
    <message>
        <source>%1, sinusoidal positions</source>
        <translation>%1, sinusförmige Positionen</translation>
    </message>
    <message>
        <source>The cell&apos;s model is not there</source>
        <translation>Das Modell der Zelle ist nicht da</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is missing; the present model is kept</source>
        <translation>„%1“ fehlt; das jetzige Modell bleibt</translation>
    </message>
    <message>
        <source>The chosen model is not there at present.</source>
        <translation>Das gewählte Modell ist zurzeit nicht da.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is taken again when it is; meanwhile Analyze&apos;s model is tested.</source>
        <translation>„%1“ wird wieder genommen, sobald es da ist; solange wird das Modell der Analyse geprüft.</translation>
    </message>
</context>
<context>
    <name>dass::TextFormat</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>%1 kB</source>
        <translation>%1 kB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>%1 k</source>
        <translation>%1 Tsd.</translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation>%1 Mio.</translation>
    </message>
    <message>
        <source>%1.</source>
        <comment>a sentence</comment>
        <translation>%1.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 × real time</source>
        <translation>%1 × Echtzeit</translation>
    </message>
</context>
<context>
    <name>dass::ThemeMenu</name>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
</context>
<context>
    <name>dass::TimeDialog</name>
    <message>
        <source>Go</source>
        <translation>Los</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Go to time</source>
        <translation>Zu Zeit gehen</translation>
    </message>
    <message>
        <source>hh:mm:ss.s</source>
        <translation>hh:mm:ss,s</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>The recording ends at %1.</source>
        <translation>Die Aufnahme endet bei %1.</translation>
    </message>
    <message>
        <source>Write a time as 1:02:03.5, 2:03 or 93.5.</source>
        <translation>Zeiten als 1:02:03,5, 2:03 oder 93,5 schreiben.</translation>
    </message>
    <message>
        <source>Time of day, from %1 to %2</source>
        <translation>Uhrzeit, von %1 bis %2</translation>
    </message>
    <message>
        <source>Up to %1</source>
        <translation>Bis %1</translation>
    </message>
</context>
<context>
    <name>dass::TransportBar</name>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Volume %1 %</source>
        <translation>Lautstärke %1 %</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop the run; what is tagged stays</source>
        <translation>Lauf beenden; was getaggt ist, bleibt</translation>
    </message>
    <message>
        <source>Next failed</source>
        <translation>Nächste fehlgeschlagene</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Go on from where the run stands</source>
        <translation>Dort weitermachen, wo der Lauf steht</translation>
    </message>
    <message>
        <source>Hold the run up; it goes on from where it stands</source>
        <translation>Den Lauf anhalten; er geht dort weiter, wo er steht</translation>
    </message>
    <message>
        <source>Speed and gain of what is played: %1</source>
        <translation>Tempo und Verstärkung der Wiedergabe: %1</translation>
    </message>
    <message>
        <source>Speed and gain, %1</source>
        <translation>Tempo und Verstärkung, %1</translation>
    </message>
    <message>
        <source>Channels that are heard: %1</source>
        <translation>Zu hörende Kanäle: %1</translation>
    </message>
    <message>
        <source>Listen to: %1</source>
        <translation>Zu hören: %1</translation>
    </message>
</context>
<context>
    <name>dass::TypedNumbers</name>
    <message>
        <source>“%1” is no number from %2 to %3</source>
        <translation>„%1“ ist keine Zahl von %2 bis %3</translation>
    </message>
</context>
<context>
    <name>dass::ValueSlider</name>
    <message>
        <source>%1, slider</source>
        <translation>%1, Schieber</translation>
    </message>
</context>
<context>
    <name>dass::ViewChoices</name>
    <message>
        <source>C&amp;urve names</source>
        <translation>Na&amp;men an den Kurven</translation>
    </message>
    <message>
        <source>Tags are named at their probability curves, in pictures too</source>
        <translation>Tags sind an ihren Wahrscheinlichkeitskurven benannt, auch in Bildern</translation>
    </message>
    <message>
        <source>Events of &amp;all tags</source>
        <translation>Ere&amp;ignisse aller Tags</translation>
    </message>
</context>
<context>
    <name>dass::Workspaces</name>
    <message>
        <source>Wor&amp;kspace</source>
        <translation>Arbeitsberei&amp;ch</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Says what is heard when, in recordings of any length.</source>
        <translation>Sagt, was wann zu hören ist, in Aufnahmen jeder Länge.</translation>
    </message>
    <message>
        <source>Weights file or model folder to tag with.</source>
        <translation>Gewichtsdatei oder Modellordner zum Taggen.</translation>
    </message>
    <message>
        <source>Colours: light, dark or system.</source>
        <translation>Farben: light, dark oder system.</translation>
    </message>
    <message>
        <source>Recordings and folders, or a session, to open.</source>
        <translation>Aufnahmen und Ordner oder eine Sitzung, die geöffnet werden.</translation>
    </message>
</context>
</TS>
