<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>dass::AboutDialog</name>
    <message>
        <source>About DASS Studio</source>
        <translation>关于 DASS Studio</translation>
    </message>
    <message>
        <source>&amp;Origins</source>
        <translation>来源(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Libraries</source>
        <translation>程序库(&amp;L)</translation>
    </message>
    <message>
        <source>L&amp;icence</source>
        <translation>许可证(&amp;I)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
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
        <translation>用音频状态空间模型告诉您：任意长度的录音中，何时听到了什么。</translation>
    </message>
    <message>
        <source>Free software: GNU General Public License, version 3 or later, without any warranty.</source>
        <translation>自由软件：GNU 通用公共许可证第 3 版或更高版本，不提供任何担保。</translation>
    </message>
    <message>
        <source>The method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>The tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Names and tree of the %1 tags are those of AudioSet, in English as published. Labels: CC BY 4.0, ontology: CC BY-SA 4.0, Google LLC; put into tables of this project.</source>
        <translation>这 %1 个标签的名称和树取自 AudioSet，保持发布时的英文。标签：CC BY 4.0，本体：CC BY-SA 4.0，Google LLC；由本项目整理成表格。</translation>
    </message>
    <message>
        <source>Model and sample</source>
        <translation>模型与示例</translation>
    </message>
    <message>
        <source>The bundled model was trained by this project and says in its card with what. The sample recording was made by formula and synthesizers.</source>
        <translation>随附模型由本项目训练，其模型卡说明了所用数据。示例录音由公式和合成器生成。</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>程序库</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Used for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Libraries and their licences</source>
        <translation>程序库及其许可证</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>许可证全文</translation>
    </message>
</context>
<context>
    <name>dass::ActivityBar</name>
    <message>
        <source>Hear the mixture</source>
        <translation>试听混合音</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Hear the mixture from the mark, or from just before the needle</source>
        <translation>从标记处或针之前不远处开始试听</translation>
    </message>
    <message>
        <source>Stop the sound</source>
        <translation>停止播放</translation>
    </message>
</context>
<context>
    <name>dass::ActivityWords</name>
    <message>
        <source>Tagging %1</source>
        <translation>正在标注 %1</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n 个等待中</numerusform>
        </translation>
    </message>
    <message>
        <source>Paused: %1</source>
        <translation>已暂停：%1</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>No model: choose one, top right</source>
        <translation>没有模型：请在右上角选择</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>正在加载模型…</translation>
    </message>
    <message>
        <source>The model could not be loaded</source>
        <translation>无法加载模型</translation>
    </message>
    <message>
        <source>Ready. %1 on GPU %2</source>
        <translation>就绪。%1 使用 GPU %2</translation>
    </message>
    <message>
        <source>Ready. %1 on the CPU, 1 thread</source>
        <translation>就绪。%1，CPU，1 个线程</translation>
    </message>
    <message>
        <source>Ready. %1 on the CPU, %2 threads</source>
        <translation>就绪。%1，CPU，%2 个线程</translation>
    </message>
    <message>
        <source>Cancelled; what was tagged is kept</source>
        <translation>已取消；已标注的部分保留</translation>
    </message>
    <message>
        <source>Opened with the result of an earlier run</source>
        <translation>已用先前运行的结果打开</translation>
    </message>
    <message numerus="yes">
        <source>%n files opened with results of earlier runs</source>
        <translation>
            <numerusform>%n 个文件已用先前运行的结果打开</numerusform>
        </translation>
    </message>
    <message>
        <source>The recording could not be tagged</source>
        <translation>无法标注该录音</translation>
    </message>
    <message>
        <source>Tagged in %1</source>
        <translation>标注完成，用时 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n files tagged in %1</source>
        <translation>
            <numerusform>已标注 %n 个文件，用时 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n files tagged in %2, %3 failed</source>
        <translation>
            <numerusform>%n 个文件中已标注 %1 个，用时 %2，%3 个失败</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dass::AnalyzeSession</name>
    <message>
        <source>Events could not be found.</source>
        <translation>无法查找事件。</translation>
    </message>
    <message>
        <source>No recordings found.</source>
        <translation>未找到录音。</translation>
    </message>
    <message>
        <source>There are none in %1 or below it.</source>
        <translation>%1 及其子文件夹中没有录音。</translation>
    </message>
    <message>
        <source>The model could not be loaded.</source>
        <translation>无法加载模型。</translation>
    </message>
    <message>
        <source>%1 is installed.</source>
        <translation>%1 已安装。</translation>
    </message>
    <message>
        <source>It can be chosen top right.</source>
        <translation>可在右上角选择。</translation>
    </message>
    <message>
        <source>%1 could not be downloaded.</source>
        <translation>无法下载 %1。</translation>
    </message>
</context>
<context>
    <name>dass::BatchKeeper</name>
    <message>
        <source>This batch could not be kept for the next start.</source>
        <translation>无法将此批次保留到下次启动。</translation>
    </message>
    <message>
        <source>An unfinished batch could not be read.</source>
        <translation>无法读取未完成的批次。</translation>
    </message>
</context>
<context>
    <name>dass::BuilderKeeper</name>
    <message>
        <source>The builder&apos;s file could not be read in full.</source>
        <translation>搭建区的文件无法完整读取。</translation>
    </message>
    <message>
        <source>%1. That file stays, as %2, when another one is written.</source>
        <translation>%1。写入新文件时，该文件会以 %2 之名保留。</translation>
    </message>
    <message>
        <source>The builder&apos;s needles could not be kept</source>
        <translation>无法保留搭建区的针</translation>
    </message>
    <message>
        <source>A haystack of %1 is made once something is changed</source>
        <translation>改动任何设置后才会生成 %1 的草堆</translation>
    </message>
    <message>
        <source>The session&apos;s haystack could not be read.</source>
        <translation>无法读取该会话的草堆。</translation>
    </message>
    <message>
        <source>Some of the builder&apos;s needles could not be read</source>
        <translation>搭建区有些针无法读取</translation>
    </message>
</context>
<context>
    <name>dass::BuilderPanel</name>
    <message>
        <source>Builder</source>
        <translation>搭建</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom in at the needle</source>
        <translation>在针处放大</translation>
    </message>
    <message>
        <source>The whole mixture</source>
        <translation>整段混合音</translation>
    </message>
    <message>
        <source>%1 in %2 (%3)</source>
        <translation>%1 藏于 %2（%3）</translation>
    </message>
    <message>
        <source>no needle in %1 (%2)</source>
        <translation>%1（%2）中没有针</translation>
    </message>
    <message numerus="yes">
        <source>%n needles in %1 (%2)</source>
        <translation>
            <numerusform>%1（%2）中有 %n 根针</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>moved aside: only needles that are laid over the sound may lie over each other</source>
        <translation>已让开：只有叠加到声音上的针才可以互相重叠</translation>
    </message>
    <message>
        <source>%1, alone %2</source>
        <translation>%1，单独 %2</translation>
    </message>
    <message>
        <source>rank %1, alone %2</source>
        <translation>排名 %1，单独 %2</translation>
    </message>
    <message>
        <source>Tick a clip to hide it here</source>
        <translation>勾选片段，把它藏到这里</translation>
    </message>
    <message>
        <source>%1 moved aside</source>
        <translation>%1 已让开</translation>
    </message>
    <message>
        <source>Grow into an experiment</source>
        <translation>扩展为实验</translation>
    </message>
    <message>
        <source>The plan below gets this haystack, its ratio and pooling, how needles are put in, and lengths up to this one</source>
        <translation>下方的计划会采用此草堆、其信噪比与池化、针的放入方式，以及不超过此长度的各种长度</translation>
    </message>
</context>
<context>
    <name>dass::BuilderPlot</name>
    <message>
        <source>Mixture: needles, waveform and spectrogram over time</source>
        <translation>混合音：针、波形与频谱图随时间变化</translation>
    </message>
</context>
<context>
    <name>dass::BuilderTracks</name>
    <message>
        <source>h:min:s</source>
        <translation>时:分:秒</translation>
    </message>
    <message>
        <source>min:s</source>
        <translation>分:秒</translation>
    </message>
    <message>
        <source>Needle</source>
        <translation>针</translation>
    </message>
    <message>
        <source>drag to place</source>
        <translation>拖动放置</translation>
    </message>
    <message>
        <source>Mixture</source>
        <translation>混合音</translation>
    </message>
    <message>
        <source>over 2 h no sound is kept, only what the model gets</source>
        <translation>超过 2 小时不保留声音，只保留模型的输入</translation>
    </message>
    <message>
        <source>Model input</source>
        <translation>模型输入</translation>
    </message>
    <message>
        <source>mel, kHz</source>
        <translation>mel，kHz</translation>
    </message>
    <message>
        <source>normalised</source>
        <translation>已归一化</translation>
    </message>
    <message>
        <source>Needle&apos;s tag</source>
        <translation>针的标签</translation>
    </message>
    <message>
        <source>probability
by position</source>
        <translation>各位置的
概率</translation>
    </message>
    <message>
        <source>10 s baseline %1</source>
        <translation>10 秒基线 %1</translation>
    </message>
    <message>
        <source>%1, as alone</source>
        <translation>%1，与单独时相同</translation>
    </message>
    <message>
        <source>%1, %2 below baseline</source>
        <translation>%1，低于基线 %2</translation>
    </message>
    <message>
        <source>%1, %2 above baseline</source>
        <translation>%1，高于基线 %2</translation>
    </message>
    <message>
        <source>Needles</source>
        <translation>针</translation>
    </message>
</context>
<context>
    <name>dass::CardView</name>
    <message>
        <source>Model card</source>
        <translation>模型卡</translation>
    </message>
</context>
<context>
    <name>dass::CellPanel</name>
    <message>
        <source>Cell</source>
        <translation>单元格</translation>
    </message>
    <message>
        <source>mAP</source>
        <translation>mAP</translation>
    </message>
    <message>
        <source>mAP at 10 s</source>
        <translation>10 秒时的 mAP</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>保留率</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Open cell in builder</source>
        <translation>在搭建区打开单元格</translation>
    </message>
    <message>
        <source>Needles of the cell, those that lost most first</source>
        <translation>单元格中的针，损失最大的在前</translation>
    </message>
    <message>
        <source>Needles that lost most</source>
        <translation>损失最大的针</translation>
    </message>
    <message>
        <source>10 s → here</source>
        <translation>10 秒 → 此处</translation>
    </message>
    <message>
        <source>Its haystack, length and position, with the chosen needle, to be heard and changed</source>
        <translation>用其草堆、长度、位置和所选的针，以便试听和更改</translation>
    </message>
    <message>
        <source>click one</source>
        <translation>请点选一个</translation>
    </message>
    <message>
        <source>%1, position %2</source>
        <translation>%1，位置 %2</translation>
    </message>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1（%2 至 %3）</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation>尚未计算</translation>
    </message>
    <message>
        <source>rank %1, alone %2</source>
        <translation>排名 %1，单独时 %2</translation>
    </message>
</context>
<context>
    <name>dass::CheckRow</name>
    <message>
        <source>Leave out 1 clip</source>
        <translation>略去 1 个片段</translation>
    </message>
    <message>
        <source>Leave out %1 clips</source>
        <translation>略去 %1 个片段</translation>
    </message>
    <message>
        <source>The list stays as it is; the run puts up with clips that cannot be read, as long as they are no more than %1 of a list</source>
        <translation>列表保持不变；只要读不出的片段不超过列表的 %1，运行就会容许它们</translation>
    </message>
</context>
<context>
    <name>dass::ClipActions</name>
    <message>
        <source>Save soun&amp;d…</source>
        <translation>保存声音(&amp;D)…</translation>
    </message>
    <message>
        <source>The sound of the chosen event, or of all events, as WAV or FLAC</source>
        <translation>所选事件或全部事件的声音，WAV 或 FLAC 格式</translation>
    </message>
</context>
<context>
    <name>dass::ClipsDialog</name>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save sound</source>
        <translation>保存声音</translation>
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
        <translation>要保存声音的事件</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>So much sound before and after each event, as far as there is some</source>
        <translation>每个事件前后保留的声音长度（以录音范围为限）</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>F&amp;older</source>
        <translation>文件夹(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Events</source>
        <translation>事件(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>格式(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Before and after</source>
        <translation>前后(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1，位于 %2</translation>
    </message>
    <message>
        <source>all of %1</source>
        <translation>%1 的全部事件</translation>
    </message>
    <message>
        <source>Folder for the sound files</source>
        <translation>声音文件的文件夹</translation>
    </message>
    <message>
        <source>Finding the events…</source>
        <translation>正在查找事件…</translation>
    </message>
    <message>
        <source>There is no such event at the present threshold.</source>
        <translation>在当前阈值下没有这样的事件。</translation>
    </message>
    <message>
        <source>1 file, %1 of sound:</source>
        <translation>1 个文件，声音长 %1：</translation>
    </message>
    <message numerus="yes">
        <source>%n files, %1 of sound:</source>
        <translation>
            <numerusform>%n 个文件，声音长 %1：</numerusform>
        </translation>
    </message>
    <message>
        <source>Already there: %1</source>
        <translation>已存在：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n files are already there, the first: %1</source>
        <translation>
            <numerusform>已有 %n 个文件，第一个：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>已取消；未写入任何内容。</translation>
    </message>
    <message numerus="yes">
        <source>Cancelled; %n files were written and stay.</source>
        <translation>
            <numerusform>已取消；已写入的 %n 个文件保留。</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>正在取消…</translation>
    </message>
    <message>
        <source>all %1 events</source>
        <translation>全部 %1 个事件</translation>
    </message>
</context>
<context>
    <name>dass::ClockActions</name>
    <message>
        <source>Time of &amp;day</source>
        <translation>时刻(&amp;D)</translation>
    </message>
    <message>
        <source>Start of the re&amp;cording…</source>
        <translation>录音的开始时间(&amp;C)…</translation>
    </message>
    <message>
        <source>The ruler, the read-outs and the events show the time of day</source>
        <translation>标尺、读数和事件显示一天中的时刻</translation>
    </message>
</context>
<context>
    <name>dass::CorrectedSounds</name>
    <message>
        <source>In the recordings that are open in Analyze you have added, renamed, moved or called right events of %1 tags; at least two are needed to tell them apart</source>
        <translation>在“分析”中打开的录音里，您添加、改名、移动或判为正确的事件共有 %1 个标签；至少需要两个才能区分</translation>
    </message>
</context>
<context>
    <name>dass::CorrectionActions</name>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Add an event…</source>
        <translation>添加事件(&amp;A)…</translation>
    </message>
    <message>
        <source>In the span that is selected in the plots</source>
        <translation>用图中所选的时间段</translation>
    </message>
    <message>
        <source>Re&amp;name the event…</source>
        <translation>重命名事件(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Delete the event</source>
        <translation>删除事件(&amp;D)</translation>
    </message>
    <message>
        <source>Change its &amp;start</source>
        <translation>更改起点(&amp;S)</translation>
    </message>
    <message>
        <source>Change its &amp;end</source>
        <translation>更改终点(&amp;E)</translation>
    </message>
    <message>
        <source>Start it at the play head</source>
        <translation>以播放头为起点</translation>
    </message>
    <message>
        <source>End it at the play head</source>
        <translation>以播放头为终点</translation>
    </message>
    <message>
        <source>Mark it r&amp;ight</source>
        <translation>标记为正确(&amp;I)</translation>
    </message>
    <message>
        <source>Mark it &amp;wrong</source>
        <translation>标记为错误(&amp;W)</translation>
    </message>
    <message>
        <source>C&amp;lear the mark</source>
        <translation>清除标记(&amp;L)</translation>
    </message>
    <message>
        <source>As the &amp;model found it</source>
        <translation>恢复模型的结果(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Bring back deleted events</source>
        <translation>找回已删除的事件(&amp;B)</translation>
    </message>
    <message>
        <source>Add an event</source>
        <translation>添加事件</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Rename the event</source>
        <translation>重命名事件</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
</context>
<context>
    <name>dass::CorrectionsWorker</name>
    <message>
        <source>%1. It is kept as %2.</source>
        <translation>%1。该文件已保留为 %2。</translation>
    </message>
    <message>
        <source>%1. It could not be kept under another name: %2.</source>
        <translation>%1。无法以其他名称保留该文件：%2。</translation>
    </message>
</context>
<context>
    <name>dass::CurveTrack</name>
    <message>
        <source>teacher</source>
        <translation>教师</translation>
    </message>
    <message>
        <source>labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>mean of epochs</source>
        <translation>各轮平均</translation>
    </message>
    <message>
        <source>each epoch</source>
        <translation>每轮</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Mean AUC</source>
        <translation>平均 AUC</translation>
    </message>
    <message>
        <source>d′</source>
        <translation>d′</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>logarithmic</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>率</translation>
    </message>
    <message>
        <source>mAP, %</source>
        <translation>mAP，%</translation>
    </message>
    <message>
        <source>clips/s</source>
        <translation>片段/秒</translation>
    </message>
    <message>
        <source>for clips, %</source>
        <translation>等片段，%</translation>
    </message>
</context>
<context>
    <name>dass::CurvesView</name>
    <message>
        <source>Curves over the epochs</source>
        <translation>各轮曲线</translation>
    </message>
    <message>
        <source>Wheel or + and − zoom, dragging or the arrow keys move, 0 shows all.</source>
        <translation>滚轮或 + 和 − 缩放，拖动或方向键移动，0 显示全部。</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>epoch %1, step %2</source>
        <translation>第 %1 轮，第 %2 步</translation>
    </message>
    <message>
        <source>%1 planned</source>
        <translation>计划 %1</translation>
    </message>
    <message>
        <source>published %1 %</source>
        <translation>已发表 %1 %</translation>
    </message>
</context>
<context>
    <name>dass::DeviceChooser</name>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>%1, %2 free</source>
        <translation>%1，空闲 %2</translation>
    </message>
    <message>
        <source>Automatic: %1</source>
        <translation>自动：%1</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Where the model runs. No GPU: %1</source>
        <translation>模型运行的位置。没有可用的 GPU：%1</translation>
    </message>
    <message>
        <source>Where the model runs</source>
        <translation>模型运行的位置</translation>
    </message>
</context>
<context>
    <name>dass::DialogButtons</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
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
        <translation>用我的录音制作模型(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;New job…</source>
        <translation>新建任务(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Open run folder…</source>
        <translation>打开运行文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>继续(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Cancel…</source>
        <translation>取消(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Use in Analyze</source>
        <translation>在分析中使用(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Duplicate…</source>
        <translation>复制为新任务(&amp;D)…</translation>
    </message>
    <message>
        <source>Show in &amp;folder</source>
        <translation>在文件夹中显示(&amp;F)</translation>
    </message>
    <message>
        <source>Take from the &amp;list</source>
        <translation>从列表中移除(&amp;L)</translation>
    </message>
    <message>
        <source>D&amp;elete…</source>
        <translation>删除(&amp;E)…</translation>
    </message>
    <message>
        <source>After this step, until Resume; its process stays</source>
        <translation>在本步之后暂停，直到继续；进程保留</translation>
    </message>
    <message>
        <source>Go on where it is</source>
        <translation>从当前位置继续</translation>
    </message>
    <message>
        <source>End its process now; the folder stays</source>
        <translation>立即结束进程；文件夹保留</translation>
    </message>
    <message>
        <source>Tag recordings with the finished model</source>
        <translation>用完成的模型标记录音</translation>
    </message>
    <message>
        <source>The folder stays where it is</source>
        <translation>文件夹保留在原处</translation>
    </message>
    <message>
        <source>Use in &amp;Haystack</source>
        <translation>在草堆中使用(&amp;H)</translation>
    </message>
    <message>
        <source>E&amp;xport model…</source>
        <translation>导出模型(&amp;X)…</translation>
    </message>
    <message>
        <source>End it after this step, score it and keep the best model; it can be resumed later</source>
        <translation>本步之后结束，评分并保留最佳模型；以后可以继续</translation>
    </message>
    <message>
        <source>Hear how well the model finds sounds hidden in long ones</source>
        <translation>试听模型在长录音中找到隐藏声音的能力</translation>
    </message>
    <message>
        <source>Copy the model with its card into a folder of its own</source>
        <translation>把模型连同其说明卡复制到单独的文件夹</translation>
    </message>
</context>
<context>
    <name>dass::DistillView</name>
    <message>
        <source>Progress of the run</source>
        <translation>运行进度</translation>
    </message>
    <message>
        <source>Open run folder…</source>
        <translation>打开运行文件夹…</translation>
    </message>
    <message>
        <source>New job…</source>
        <translation>新建任务…</translation>
    </message>
    <message>
        <source>&amp;Distill</source>
        <translation>蒸馏(&amp;D)</translation>
    </message>
    <message>
        <source>The run could not be paused.</source>
        <translation>无法暂停该运行。</translation>
    </message>
    <message>
        <source>The run could not be stopped.</source>
        <translation>无法停止该运行。</translation>
    </message>
    <message>
        <source>Open run folder</source>
        <translation>打开运行文件夹</translation>
    </message>
    <message>
        <source>The folder could not be opened.</source>
        <translation>无法打开该文件夹。</translation>
    </message>
    <message>
        <source>No run was found.</source>
        <translation>没有找到运行。</translation>
    </message>
    <message>
        <source>Neither %1 nor a folder in it holds spec.json or status.json, as dass distill writes them.</source>
        <translation>%1 及其中的文件夹都没有 dass distill 写出的 spec.json 或 status.json。</translation>
    </message>
    <message>
        <source>The run could not go on.</source>
        <translation>该运行无法继续。</translation>
    </message>
    <message>
        <source>The run could not be started.</source>
        <translation>无法开始该运行。</translation>
    </message>
    <message>
        <source>Cancel the run</source>
        <translation>取消运行</translation>
    </message>
    <message>
        <source>Cancel %1 now?</source>
        <translation>现在取消 %1 吗？</translation>
    </message>
    <message>
        <source>Its process ends as soon as it can, also in the middle of an evaluation. The folder stays, and the run can be resumed.</source>
        <translation>进程会尽快结束，即使正在评估。文件夹保留，运行可以继续。</translation>
    </message>
    <message>
        <source>&amp;Cancel the run</source>
        <translation>取消运行(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Keep it running</source>
        <translation>让它继续(&amp;K)</translation>
    </message>
    <message>
        <source>The run could not be cancelled.</source>
        <translation>无法取消该运行。</translation>
    </message>
    <message>
        <source>Delete the run</source>
        <translation>删除运行</translation>
    </message>
    <message>
        <source>Delete %1?</source>
        <translation>删除 %1 吗？</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation>保留(&amp;K)</translation>
    </message>
    <message>
        <source>The run could not be deleted.</source>
        <translation>无法删除该运行。</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>还没有运行</translation>
    </message>
    <message>
        <source>Reading the runs…</source>
        <translation>正在读取运行…</translation>
    </message>
    <message>
        <source>%1, epoch %2</source>
        <translation>%1，第 %2 轮</translation>
    </message>
    <message>
        <source>%1, %2 of %3 steps</source>
        <translation>%1，%2 / %3 步</translation>
    </message>
    <message>
        <source>%1 is finished.</source>
        <translation>%1 已完成。</translation>
    </message>
    <message>
        <source>Its best mAP is %1. Use in Analyze opens the model.</source>
        <translation>最佳 mAP 为 %1。“在分析中使用”可打开模型。</translation>
    </message>
    <message>
        <source>Use in Analyze opens the model.</source>
        <translation>“在分析中使用”可打开模型。</translation>
    </message>
    <message>
        <source>%1 has failed.</source>
        <translation>%1 失败了。</translation>
    </message>
    <message>
        <source>The run could not be duplicated.</source>
        <translation>无法复制该运行。</translation>
    </message>
    <message>
        <source>Start again with a batch of %1</source>
        <translation>以批量 %1 重新开始</translation>
    </message>
    <message>
        <source>Its model (model.safetensors, config.json, model-card.md), specification, checkpoints, metrics, tables, log, and the lists in data that the specification names are deleted for good from %1.</source>
        <translation>%1 中的模型（model.safetensors、config.json、model-card.md）、规格、检查点、指标、表格、日志，以及规格所指的 data 中的列表将被永久删除。</translation>
    </message>
    <message>
        <source>Its specification, checkpoints, metrics, tables, log, and the lists in data that the specification names are deleted for good from %1.</source>
        <translation>%1 中的规格、检查点、指标、表格、日志，以及规格所指的 data 中的列表将被永久删除。</translation>
    </message>
    <message>
        <source>Other files stay.</source>
        <translation>其他文件保留。</translation>
    </message>
    <message>
        <source>Export the model as a folder</source>
        <translation>将模型导出为文件夹</translation>
    </message>
    <message>
        <source>The model could not be exported.</source>
        <translation>无法导出模型。</translation>
    </message>
    <message>
        <source>The model was exported with its card.</source>
        <translation>模型已连同说明卡导出。</translation>
    </message>
</context>
<context>
    <name>dass::EmptyPage</name>
    <message>
        <source>Open a recording to see what is in it</source>
        <translation>打开录音，看看里面有什么</translation>
    </message>
    <message>
        <source>Every second is given a probability for each of 527 sounds, from speech and music to thunder.
Drop files or folders anywhere in this window, or open them here.</source>
        <translation>对每一秒，给出 527 种声音（从语音、音乐到雷声）各自的概率。
将文件或文件夹拖到此窗口任意位置，或在此打开。</translation>
    </message>
    <message>
        <source>Open recordings…</source>
        <translation>打开录音…</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>WAV, RF64, W64, FLAC, MP3, Ogg, M4A, the sound of videos, and whatever else FFmpeg reads. Any length, any sample rate.</source>
        <translation>WAV、RF64、W64、FLAC、MP3、Ogg、M4A、视频中的声音，以及 FFmpeg 能读取的其他格式。长度不限，采样率不限。</translation>
    </message>
    <message>
        <source>Or start with the sample</source>
        <translation>或从示例开始</translation>
    </message>
    <message>
        <source>Play the sample</source>
        <translation>播放示例</translation>
    </message>
    <message>
        <source>Tag the sample</source>
        <translation>标注示例</translation>
    </message>
</context>
<context>
    <name>dass::EmptyRuns</name>
    <message>
        <source>Teach a model your own sounds</source>
        <translation>教模型认识您自己的声音</translation>
    </message>
    <message>
        <source>Pick a folder whose subfolders are named after what is heard in them. A part of the recordings is held out, and at the end you see how well the model tells them apart.</source>
        <translation>选择一个文件夹，其子文件夹以其中的声音命名。一部分录音会留出，最后您会看到模型区分它们的效果。</translation>
    </message>
    <message>
        <source>Or distil a small student from large teachers, by the recipes of the paper or your own. Training is a process of its own: it goes on when this window closes, and is found again. Runs of other computers are followed by opening their folder.</source>
        <translation>或者按论文或您自己的配方，从大型教师蒸馏出小型学生。训练是独立的进程：窗口关闭后继续进行，之后会被重新找到。打开其文件夹即可跟踪其他计算机上的运行。</translation>
    </message>
</context>
<context>
    <name>dass::EngineNames</name>
    <message>
        <source>events as CSV</source>
        <translation>事件（CSV）</translation>
    </message>
    <message>
        <source>every probability over time as a wide CSV</source>
        <translation>各时刻的全部概率（宽表 CSV）</translation>
    </message>
    <message>
        <source>one line a class as CSV</source>
        <translation>每类一行（CSV）</translation>
    </message>
    <message>
        <source>Audacity label track</source>
        <translation>Audacity 标签轨道</translation>
    </message>
    <message>
        <source>Raven selection table</source>
        <translation>Raven 选区表</translation>
    </message>
    <message>
        <source>events, summary and provenance as JSON</source>
        <translation>事件、摘要与来源（JSON）</translation>
    </message>
    <message>
        <source>events as a table to read</source>
        <translation>事件（便于阅读的表格）</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>max</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>first</source>
        <translation>首个</translation>
    </message>
    <message>
        <source>mid</source>
        <translation>中间</translation>
    </message>
    <message>
        <source>last</source>
        <translation>末个</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>求和</translation>
    </message>
</context>
<context>
    <name>dass::EventCorrections</name>
    <message>
        <source>Corrections could not be saved.</source>
        <translation>无法保存修正。</translation>
    </message>
    <message>
        <source>Corrections could not be read.</source>
        <translation>无法读取修正。</translation>
    </message>
    <message>
        <source>add “%1”</source>
        <translation>添加“%1”</translation>
    </message>
    <message>
        <source>rename “%1” to “%2”</source>
        <translation>将“%1”重命名为“%2”</translation>
    </message>
    <message>
        <source>move “%1”</source>
        <translation>移动“%1”</translation>
    </message>
    <message>
        <source>delete “%1”</source>
        <translation>删除“%1”</translation>
    </message>
    <message>
        <source>mark “%1” right</source>
        <translation>将“%1”标记为正确</translation>
    </message>
    <message>
        <source>mark “%1” wrong</source>
        <translation>将“%1”标记为错误</translation>
    </message>
    <message>
        <source>clear the mark of “%1”</source>
        <translation>清除“%1”的标记</translation>
    </message>
    <message>
        <source>take back corrections of “%1”</source>
        <translation>撤回对“%1”的修正</translation>
    </message>
    <message>
        <source>bring back deleted events</source>
        <translation>找回已删除的事件</translation>
    </message>
    <message>
        <source>the session’s corrections</source>
        <translation>会话中的修正</translation>
    </message>
    <message>
        <source>“%1” has the corrections that the session holds.</source>
        <translation>“%1”采用会话中保存的修正。</translation>
    </message>
    <message>
        <source>Others were made outside of it; Edit &gt; Undo brings them back.</source>
        <translation>另有在会话之外所做的修正；“编辑 &gt; 撤销”可将其恢复。</translation>
    </message>
    <message>
        <source>the corrections from before the file changed</source>
        <translation>文件更改之前的修正</translation>
    </message>
    <message>
        <source>“%1” has changed and keeps its corrections.</source>
        <translation>“%1”已更改，其修正保留不变。</translation>
    </message>
    <message>
        <source>Others were made on it as it is now; Edit &gt; Undo brings them back.</source>
        <translation>另有针对当前文件所做的修正；“编辑 &gt; 撤销”可将其恢复。</translation>
    </message>
</context>
<context>
    <name>dass::EventRulesForm</name>
    <message>
        <source>&amp;Parents have the events of what is below them</source>
        <translation>上级标签包含其下级的事件(&amp;P)</translation>
    </message>
    <message>
        <source>the threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Events end below</source>
        <translation>事件结束于低于</translation>
    </message>
    <message>
        <source>Once begun, an event goes on while the tag is at least this probable; not above the threshold</source>
        <translation>事件开始后，只要标签概率不低于此值便持续；此值不高于阈值</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source> rows</source>
        <translation> 行</translation>
    </message>
    <message>
        <source>Rows to smooth over</source>
        <translation>平滑所跨行数</translation>
    </message>
    <message>
        <source>An odd number, the row itself in the middle; a row is one hop long</source>
        <translation>奇数，当前行居中；一行的长度为一个步长</translation>
    </message>
    <message>
        <source>A tag is as probable as the most probable of itself and the tags below it in the tree</source>
        <translation>标签的概率取它自身及树中其下级标签概率的最大值</translation>
    </message>
    <message>
        <source>Events end &amp;below</source>
        <translation>事件结束于低于(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Smoothing</source>
        <translation>平滑(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Over</source>
        <translation>跨度(&amp;O)</translation>
    </message>
    <message>
        <source>Acts at once on the stored probabilities.</source>
        <translation>立即作用于已存的概率。</translation>
    </message>
    <message>
        <source>Each probability becomes the mean or median of its neighbourhood in time before events are looked for. Curves show that, and faintly behind it what the model said, as the heat strip does</source>
        <translation>查找事件前，每个概率先替换为其时间邻域的均值或中位数。曲线显示替换后的值，其后的淡色曲线和热力条显示模型的原始输出</translation>
    </message>
</context>
<context>
    <name>dass::EventsDelegate</name>
    <message>
        <source>Start of the event</source>
        <translation>事件起点</translation>
    </message>
    <message>
        <source>End of the event</source>
        <translation>事件终点</translation>
    </message>
</context>
<context>
    <name>dass::EventsFilterBar</name>
    <message>
        <source>Events of tags called…</source>
        <translation>标签名称包含……的事件</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>已检查</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>added or changed</source>
        <translation>已添加或修改</translation>
    </message>
    <message>
        <source>What you have said of the events</source>
        <translation>您对事件的判断</translation>
    </message>
    <message>
        <source>Show all events again (Esc)</source>
        <translation>重新显示全部事件 (Esc)</translation>
    </message>
</context>
<context>
    <name>dass::EventsModel</name>
    <message>
        <source>The events could not be put in order.</source>
        <translation>无法对事件排序。</translation>
    </message>
    <message>
        <source>Play this event</source>
        <translation>播放此事件</translation>
    </message>
    <message>
        <source>Double click to change it</source>
        <translation>双击可更改</translation>
    </message>
    <message>
        <source>added</source>
        <translation>已添加</translation>
    </message>
    <message>
        <source>renamed</source>
        <translation>已重命名</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>已移动</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>By you: %1. The model found %2 from %3 to %4.</source>
        <translation>您的修正：%1。模型的结果是 %2，从 %3 到 %4。</translation>
    </message>
    <message>
        <source>By you: %1.</source>
        <translation>您的修正：%1。</translation>
    </message>
    <message>
        <source>Correction: %1</source>
        <translation>修正：%1</translation>
    </message>
    <message>
        <source>The event was not moved.</source>
        <translation>事件未移动。</translation>
    </message>
    <message>
        <source>Write a time as 1:02:03.5, 2:03 or 93.5.</source>
        <translation>请按 1:02:03.5、2:03 或 93.5 的格式输入时间。</translation>
    </message>
    <message>
        <source>An event ends after it starts.</source>
        <translation>事件的终点应在起点之后。</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>End</source>
        <translation>终点</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Peak probability</source>
        <translation>峰值概率</translation>
    </message>
    <message>
        <source>Mean probability</source>
        <translation>平均概率</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>修正</translation>
    </message>
</context>
<context>
    <name>dass::EventsPanel</name>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Merge gaps up to</source>
        <translation>合并间隔</translation>
    </message>
    <message>
        <source>Events of one tag with a gap of at most this are one event</source>
        <translation>同一标签的事件，间隔不超过此值时合并为一个事件</translation>
    </message>
    <message>
        <source>Shortest</source>
        <translation>最短</translation>
    </message>
    <message>
        <source>Events shorter than this are left out</source>
        <translation>短于此值的事件将被略去</translation>
    </message>
    <message>
        <source>Tags at a time</source>
        <translation>同时标签数</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Only so many tags count as heard at a time: the most probable ones</source>
        <translation>同一时刻只有这么多个标签算作听到：概率最高的那些</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Write events, frames or labels to files</source>
        <translation>将事件、帧或标注写入文件</translation>
    </message>
    <message>
        <source>Where events end, smoothing, roll-up</source>
        <translation>事件何处结束、平滑、向上汇总</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>%1 of all tags, %2 with corrections</source>
        <translation>全部标签共 %1 个，%2 个有修正</translation>
    </message>
    <message>
        <source>%1, %2 with corrections</source>
        <translation>%1 个，%2 个有修正</translation>
    </message>
    <message>
        <source>%1 of all tags at or above threshold</source>
        <translation>全部标签达到阈值的共 %1 个</translation>
    </message>
    <message>
        <source>%1 at or above threshold</source>
        <translation>达到阈值的共 %1 个</translation>
    </message>
    <message>
        <source>Filter the events</source>
        <translation>筛选事件</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>dass::ExperimentFigure</name>
    <message>
        <source>length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>length, logarithmic</source>
        <translation>长度（对数）</translation>
    </message>
    <message>
        <source>fills in as cells finish</source>
        <translation>随单元格完成而填充</translation>
    </message>
</context>
<context>
    <name>dass::ExperimentFiles</name>
    <message>
        <source>The file could not be written</source>
        <translation>无法写入文件</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>Open the folder of an experiment</source>
        <translation>打开实验文件夹</translation>
    </message>
    <message>
        <source>Open a specification</source>
        <translation>打开规格</translation>
    </message>
    <message>
        <source>Specifications (*.json)</source>
        <translation>规格 (*.json)</translation>
    </message>
    <message>
        <source>The specification cannot be used</source>
        <translation>无法使用此规格</translation>
    </message>
    <message>
        <source>An experiment is going on; let it end first</source>
        <translation>有实验正在进行，请等待其结束</translation>
    </message>
    <message>
        <source>Save the specification</source>
        <translation>保存规格</translation>
    </message>
    <message>
        <source>Folder for cells.csv and needles.csv</source>
        <translation>cells.csv 与 needles.csv 的文件夹</translation>
    </message>
    <message>
        <source>Save the figure</source>
        <translation>保存图形</translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg *.pdf)</source>
        <translation>图片 (*.png *.svg *.pdf)</translation>
    </message>
    <message>
        <source>Needle in a haystack, %1</source>
        <translation>草堆寻针，%1</translation>
    </message>
    <message>
        <source>Another one is still being read</source>
        <translation>另一个仍在读取中</translation>
    </message>
    <message>
        <source>The specification cannot be saved</source>
        <translation>无法保存此规格</translation>
    </message>
    <message>
        <source>The tables cannot be saved</source>
        <translation>无法保存表格</translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds another experiment.json, which stays; choose another folder</source>
        <translation>“%1”中有另一个 experiment.json，将予以保留；请选择其他文件夹</translation>
    </message>
    <message>
        <source>Save the tables</source>
        <translation>保存表格</translation>
    </message>
    <message>
        <source>Replace %1 in %2?</source>
        <translation>替换 %2 中的 %1 吗？</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>替换(&amp;R)</translation>
    </message>
    <message>
        <source>There are no results yet</source>
        <translation>还没有结果</translation>
    </message>
    <message>
        <source>Run the experiment, or open one that was run before</source>
        <translation>请运行实验，或打开以前运行过的实验</translation>
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
        <translation>磁盘可能会写满</translation>
    </message>
    <message>
        <source>The needles take up to %1 of temporary files in %2, where %3 are free. Free some space there, or take fewer needles.</source>
        <translation>针最多需要 %1 临时文件，位于 %2，那里剩余 %3。请腾出空间，或减少针的数量。</translation>
    </message>
    <message>
        <source>The experiment went on with another device</source>
        <translation>实验改用另一设备继续</translation>
    </message>
    <message>
        <source>Some of the experiment was left out</source>
        <translation>实验的一部分被略过</translation>
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
        <translation>图形…</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>Series that the heat map shows</source>
        <translation>热图显示的系列</translation>
    </message>
    <message>
        <source>Tables of cells and of needles, and the specification, in a folder</source>
        <translation>单元格表、针表和规格，存入一个文件夹</translation>
    </message>
    <message>
        <source>Heat map and curves as PNG, SVG or PDF</source>
        <translation>热图与曲线，存为 PNG、SVG 或 PDF</translation>
    </message>
    <message>
        <source>Look at an experiment that was run before, here or with dass niah</source>
        <translation>查看以前在此处或用 dass niah 运行过的实验</translation>
    </message>
    <message>
        <source>The same plan as a new experiment, to be changed</source>
        <translation>以相同计划新建实验，可更改</translation>
    </message>
    <message>
        <source>1 needle, %1</source>
        <translation>1 根针，%1</translation>
    </message>
    <message numerus="yes">
        <source>%n needles, %1</source>
        <translation>
            <numerusform>%n 根针，%1</numerusform>
        </translation>
    </message>
    <message>
        <source>what is kept of short sounds, over many needles, lengths and positions</source>
        <translation>短声音还剩多少：多根针、多种长度与位置</translation>
    </message>
</context>
<context>
    <name>dass::ExperimentSheet</name>
    <message>
        <source>and %1 more in cells.csv</source>
        <translation>另有 %1 个，见 cells.csv</translation>
    </message>
</context>
<context>
    <name>dass::ExportActions</name>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>Save &amp;picture…</source>
        <translation>保存图片(&amp;P)…</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>已导出到 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n files exported to %1</source>
        <translation>
            <numerusform>已将 %n 个文件导出到 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 recordings exported to %3; not %4</source>
        <translation>已将 %2 个录音中的 %1 个导出到 %3；未导出：%4</translation>
    </message>
    <message>
        <source>%1 of %2 recordings exported to %3, %4 failed, the first: %5</source>
        <translation>已将 %2 个录音中的 %1 个导出到 %3，%4 个失败，第一个：%5</translation>
    </message>
</context>
<context>
    <name>dass::ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>the %1 drawn tags</source>
        <translation>已绘制的 %1 个标签</translation>
    </message>
    <message>
        <source>all %1 tags</source>
        <translation>全部 %1 个标签</translation>
    </message>
    <message>
        <source>the %1 tags that are not left out</source>
        <translation>未排除的 %1 个标签</translation>
    </message>
    <message>
        <source>&amp;Tags</source>
        <translation>标签(&amp;T)</translation>
    </message>
    <message>
        <source>with 1 correction made by hand</source>
        <translation>含 1 处人工修正</translation>
    </message>
    <message numerus="yes">
        <source>with %n corrections made by hand</source>
        <translation>
            <numerusform>含 %n 处人工修正</numerusform>
        </translation>
    </message>
    <message>
        <source>Events as you corrected them, and which of them; else as the model found them. Frames and summary are always the model&apos;s.</source>
        <translation>勾选则导出您修正后的事件并注明哪些被修正，否则导出模型的结果。帧和摘要始终取自模型。</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>A .provenance.json beside them says how they were made.</source>
        <translation>旁边的 .provenance.json 说明它们是如何生成的。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>正在取消…</translation>
    </message>
    <message>
        <source>Folder for the exported files</source>
        <translation>导出文件的文件夹</translation>
    </message>
    <message>
        <source>Already there: %1</source>
        <translation>已存在：%1</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>已取消；未写入任何内容。</translation>
    </message>
    <message>
        <source>Sound of events…</source>
        <translation>事件的声音…</translation>
    </message>
    <message>
        <source>The sound of each event as a WAV or FLAC file</source>
        <translation>将每个事件的声音存为 WAV 或 FLAC 文件</translation>
    </message>
    <message>
        <source>&amp;Of</source>
        <translation>范围(&amp;O)</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>this recording</source>
        <translation>此录音</translation>
    </message>
    <message>
        <source>all %1 tagged recordings</source>
        <translation>全部 %1 个已标注的录音</translation>
    </message>
    <message>
        <source>the selection, %1 – %2</source>
        <translation>所选范围，%1 – %2</translation>
    </message>
    <message>
        <source>The events that touch it; frames and summary are always of the whole recording</source>
        <translation>与其有重叠的事件；逐帧数据和汇总始终针对整个录音</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>以及另外 %1 个</translation>
    </message>
    <message>
        <source>%1 of %2 recordings written</source>
        <translation>已写入 %2 个录音中的 %1 个</translation>
    </message>
    <message>
        <source>%1 of %2 recordings written. Not written: %3</source>
        <translation>已写入 %2 个录音中的 %1 个。未写入：%3</translation>
    </message>
    <message>
        <source>Cancelled after %1 recordings; what was written stays.</source>
        <translation>已在 %1 个录音后取消；已写入的内容保留。</translation>
    </message>
    <message>
        <source>as each recording</source>
        <translation>与各录音同名</translation>
    </message>
    <message>
        <source>Preview of %1</source>
        <translation>%1 的预览</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>the one tagged recording</source>
        <translation>唯一已标注的录音</translation>
    </message>
</context>
<context>
    <name>dass::FileFetch</name>
    <message>
        <source>is not there (%1); look at the model&apos;s page</source>
        <translation>不存在（%1）；请查看模型页面</translation>
    </message>
    <message>
        <source>is not given to everybody (%1); get it from the model&apos;s page with a browser, then add the folder here</source>
        <translation>并非对所有人开放（%1）；请用浏览器从模型页面下载，然后在此添加文件夹</translation>
    </message>
    <message>
        <source>cannot be had now, its server is busy or in trouble (%1); try again later</source>
        <translation>暂时无法获取，服务器繁忙或出现故障（%1）；请稍后重试</translation>
    </message>
    <message>
        <source>is answered with %1 by its server; try again later</source>
        <translation>服务器的回应为 %1；请稍后重试</translation>
    </message>
    <message>
        <source>needs %1 more, and %2 are free in &apos;%3&apos;; make room, then go on</source>
        <translation>还需要 %1，而“%3”中仅剩 %2；请腾出空间后继续</translation>
    </message>
    <message>
        <source>comes without a SHA-256 that would tell whether it is the right one; get it from the model&apos;s page with a browser, then add the folder here</source>
        <translation>没有附带可供核对的 SHA-256；请用浏览器从模型页面下载，然后在此添加文件夹</translation>
    </message>
    <message>
        <source>has %1 bytes, %2 are expected; it is not the file that was meant</source>
        <translation>大小为 %1 字节，应为 %2 字节；这不是所需的文件</translation>
    </message>
    <message>
        <source>has %1, at most %2 are expected; it is not the file that was meant</source>
        <translation>大小为 %1，最多应为 %2；这不是所需的文件</translation>
    </message>
    <message>
        <source>sends more than the %1 that are expected; try again later</source>
        <translation>发送的数据超过预期的 %1；请稍后重试</translation>
    </message>
    <message>
        <source>could not be fetched whole (%1); what has come is kept, go on later</source>
        <translation>未能完整下载（%1）；已下载的部分会保留，可稍后继续</translation>
    </message>
    <message>
        <source>came with the SHA-256 %1, %2 is expected; it was removed, try again later</source>
        <translation>的 SHA-256 为 %1，应为 %2；文件已删除，请稍后重试</translation>
    </message>
    <message>
        <source>the connection ended too early</source>
        <translation>连接过早中断</translation>
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
        <translation>文件</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>修改时间</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>声道</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>%1 decoded</source>
        <translation>已解码 %1</translation>
    </message>
    <message>
        <source>%1, %2, %3 ch</source>
        <translation>%1，%2，%3 声道</translation>
    </message>
    <message>
        <source>mixed to mono</source>
        <translation>混合为单声道</translation>
    </message>
    <message>
        <source>mono</source>
        <translation>单声道</translation>
    </message>
    <message>
        <source>%L1 alone</source>
        <translation>仅 %L1</translation>
    </message>
</context>
<context>
    <name>dass::FirstPage</name>
    <message>
        <source>Does the model still hear it?</source>
        <translation>模型还听得见吗？</translation>
    </message>
    <message>
        <source>A sound of ten seconds, the needle, is hidden in a recording of minutes or hours, the haystack, and the model is handed the whole as one input. What it then gives the needle&apos;s tag, beside what it gives the needle alone, shows how much of a short sound survives in long ones.</source>
        <translation>把十秒的声音（针）藏进几分钟或几小时的录音（草堆）里，再把整段作为一个输入交给模型。将此时针的标签所得概率与针单独时的概率相比，就能看出短声音在长录音中还剩多少。</translation>
    </message>
    <message>
        <source>Show me an example</source>
        <translation>演示一个示例</translation>
    </message>
    <message>
        <source>Add clips…</source>
        <translation>添加片段…</translation>
    </message>
    <message>
        <source>Open an experiment…</source>
        <translation>打开实验…</translation>
    </message>
    <message>
        <source>The example hides sounds of the sample in a minute of noise: drag the needles, tick more of them, make the haystack longer or louder, and watch the scores. Or drop clips of your own anywhere here.</source>
        <translation>示例把样本中的声音藏进一分钟的噪声：拖动针，勾选更多的针，加长草堆或调高其音量，观察得分。也可以把自己的片段拖放到此处任意位置。</translation>
    </message>
</context>
<context>
    <name>dass::GuidePage</name>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Make a model from my own recordings</source>
        <translation>用我自己的录音制作模型</translation>
    </message>
    <message>
        <source>folder or list</source>
        <translation>文件夹或列表</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>List…</source>
        <translation>列表…</translation>
    </message>
    <message>
        <source>&amp;Recordings</source>
        <translation>录音(&amp;R)</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>What the model knows already; its classes are replaced by your labels</source>
        <translation>模型已有的知识；其类别会换成您的标签</translation>
    </message>
    <message>
        <source>&amp;Start model</source>
        <translation>起始模型(&amp;S)</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>The model never learns from these recordings: they show how well it tells new ones apart</source>
        <translation>模型从不学习这些录音：它们显示模型区分新录音的效果</translation>
    </message>
    <message>
        <source>&amp;Held out</source>
        <translation>留出(&amp;H)</translation>
    </message>
    <message>
        <source>How often every recording is heard</source>
        <translation>每段录音听多少遍</translation>
    </message>
    <message>
        <source>&amp;Epochs</source>
        <translation>轮数(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Folder with one subfolder a label</source>
        <translation>每个标签一个子文件夹的文件夹</translation>
    </message>
    <message>
        <source>List of recordings</source>
        <translation>录音列表</translation>
    </message>
    <message>
        <source>Lists (*.csv);;All files (*)</source>
        <translation>列表 (*.csv);;所有文件 (*)</translation>
    </message>
    <message>
        <source>my-model</source>
        <translation>我的模型</translation>
    </message>
    <message>
        <source>Looking for sound files…</source>
        <translation>正在查找声音文件…</translation>
    </message>
    <message>
        <source>%1 recordings with %2 labels.</source>
        <translation>%1 段录音，%2 个标签。</translation>
    </message>
    <message>
        <source>Labels with fewer than five recordings, of which little can be learned: %1.</source>
        <translation>录音少于五段、难以学好的标签：%1 个。</translation>
    </message>
    <message>
        <source>Choose the recordings first</source>
        <translation>请先选择录音</translation>
    </message>
    <message>
        <source>There is no model to start from</source>
        <translation>没有可作为起点的模型</translation>
    </message>
    <message>
        <source>The model could not be prepared.</source>
        <translation>无法准备模型。</translation>
    </message>
    <message>
        <source>Some clips could not be cut out; the model learns without them.</source>
        <translation>有些片段无法剪出；模型将不用它们来学习。</translation>
    </message>
    <message>
        <source>Sort sound files into one subfolder a label (“blackbird”, “rain”, “nothing”), or name them in a CSV list with the columns path and labels, or take the events that you have corrected in Analyze. Ten recordings of a label are a start, a hundred are good.</source>
        <translation>把声音文件按标签分到子文件夹中（“乌鸫”“雨”“无”），或在含 path 和 labels 两列的 CSV 列表中列出，或采用您在“分析”中更正过的事件。每个标签十段录音是起点，一百段为佳。</translation>
    </message>
    <message>
        <source>From Analyze</source>
        <translation>取自分析</translation>
    </message>
    <message>
        <source>The events that you have added, renamed, moved or called right in the recordings that are open in Analyze, each as a clip of its own</source>
        <translation>您在“分析”中打开的录音里添加、改名、移动或判为正确的事件，各成一段</translation>
    </message>
    <message>
        <source>corrections made in Analyze</source>
        <translation>分析中所做的更正</translation>
    </message>
    <message>
        <source>The recordings are being prepared; the training begins by itself</source>
        <translation>正在准备录音；随后会自动开始训练</translation>
    </message>
    <message>
        <source>The model needs a name</source>
        <translation>模型需要一个名称</translation>
    </message>
    <message>
        <source>“%1” cannot be its name: use no “/”, and no dot at the beginning</source>
        <translation>“%1”不能作为名称：不能含有“/”，也不能以点开头</translation>
    </message>
</context>
<context>
    <name>dass::HaystackExperiment</name>
    <message>
        <source>The experiment cannot be opened</source>
        <translation>无法打开实验</translation>
    </message>
    <message>
        <source>The experiment ended early</source>
        <translation>实验提前结束</translation>
    </message>
    <message>
        <source>The plan is too large</source>
        <translation>计划过大</translation>
    </message>
    <message>
        <source>It has %1 cells; %2 are the most. Shorten its lists.</source>
        <translation>它有 %1 个单元格，最多 %2 个。请缩短其列表。</translation>
    </message>
    <message>
        <source>The experiment can be looked at, but not gone on with</source>
        <translation>可以查看此实验，但无法继续</translation>
    </message>
    <message>
        <source>The experiment cannot be duplicated</source>
        <translation>无法复制此实验</translation>
    </message>
</context>
<context>
    <name>dass::HaystackForm</name>
    <message>
        <source>Haystack</source>
        <translation>草堆</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>SNR</source>
        <translation>信噪比</translation>
    </message>
    <message>
        <source>Kind of haystack</source>
        <translation>草堆种类</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>File of the haystack</source>
        <translation>草堆文件</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>10.24 s to 24 h: “90 s”, “5 min”, “2.5 h”</source>
        <translation>10.24 s 至 24 h：“90 s”、“5 min”、“2.5 h”</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>The same seed gives the same noise</source>
        <translation>相同的种子产生相同的噪声</translation>
    </message>
    <message>
        <source>How the needle is put in</source>
        <translation>针的放入方式</translation>
    </message>
    <message>
        <source>Put in</source>
        <translation>放入</translation>
    </message>
    <message>
        <source>Pooling over time</source>
        <translation>时间池化</translation>
    </message>
    <message>
        <source>How the model sums up what it hears over the whole length</source>
        <translation>模型如何汇总整段所听到的内容</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>16 voices</source>
        <translation>16 个声音</translation>
    </message>
    <message>
        <source>The synthetic babble that comes with the program; choose recordings of speech of your own</source>
        <translation>程序自带的合成人声嘈杂；可选择自己的语音录音</translation>
    </message>
    <message>
        <source>A recording of your own to hide the needle in</source>
        <translation>用来藏针的自己的录音</translation>
    </message>
    <message>
        <source>Recording of speech</source>
        <translation>语音录音</translation>
    </message>
    <message>
        <source>SNR of this needle alone</source>
        <translation>仅此针的信噪比</translation>
    </message>
    <message>
        <source>Where the chosen needle begins: 0 is the start, 1 the end</source>
        <translation>所选针的起点：0 为开头，1 为结尾</translation>
    </message>
    <message>
        <source>The first needle stays as loud as it is; the haystack and the other needles are made louder or softer</source>
        <translation>第一根针保持原有响度；草堆和其他针的音量随之调高或调低</translation>
    </message>
    <message>
        <source>Loudness of the needle over that of the haystack; “none” leaves a recording as loud as it is</source>
        <translation>针相对草堆的响度；“无”使录音保持原有响度</translation>
    </message>
    <message>
        <source>A folder of recordings…</source>
        <translation>录音文件夹…</translation>
    </message>
    <message>
        <source>Recordings of speech</source>
        <translation>语音录音</translation>
    </message>
    <message>
        <source>One recording…</source>
        <translation>一个录音…</translation>
    </message>
    <message>
        <source>The 16 voices of the program</source>
        <translation>程序自带的 16 个声音</translation>
    </message>
</context>
<context>
    <name>dass::HaystackSession</name>
    <message numerus="yes">
        <source>%n needles do not fit into %1: make it longer, or tick fewer</source>
        <translation>
            <numerusform>%1 容不下 %n 根针：请加长草堆，或少勾选一些</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dass::HaystackView</name>
    <message>
        <source>Save spec…</source>
        <translation>保存规格…</translation>
    </message>
    <message>
        <source>Nothing can be heard.</source>
        <translation>听不到声音。</translation>
    </message>
    <message>
        <source>&amp;Add clips…</source>
        <translation>添加片段(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Label of the needle…</source>
        <translation>针的标签(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;Take the needle away</source>
        <translation>移除针(&amp;T)</translation>
    </message>
    <message>
        <source>Show an &amp;example</source>
        <translation>演示示例(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Hear the mixture, or stop</source>
        <translation>试听混合音或停止(&amp;H)</translation>
    </message>
    <message>
        <source>The &amp;whole mixture</source>
        <translation>整段混合音(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Stop the probe</source>
        <translation>停止探测(&amp;S)</translation>
    </message>
    <message>
        <source>Over 2 h no sound is kept, only what the model gets</source>
        <translation>超过 2 小时不保留声音，只保留模型的输入</translation>
    </message>
    <message>
        <source>The mixture is not there yet</source>
        <translation>混合音尚未就绪</translation>
    </message>
    <message>
        <source>Cutting needles out of the recording…</source>
        <translation>正在从录音中剪出针…</translation>
    </message>
    <message>
        <source>Reading the needles</source>
        <translation>正在读取针</translation>
    </message>
    <message>
        <source>Making the haystack</source>
        <translation>正在生成草堆</translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation>正在评分</translation>
    </message>
    <message>
        <source>&amp;Run the experiment</source>
        <translation>运行实验(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Pause the experiment</source>
        <translation>暂停实验(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Cancel the experiment</source>
        <translation>取消实验(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Duplicate the experiment</source>
        <translation>复制实验(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Open an experiment…</source>
        <translation>打开实验(&amp;O)…</translation>
    </message>
    <message>
        <source>Open a spec&amp;ification…</source>
        <translation>打开规格(&amp;I)…</translation>
    </message>
    <message>
        <source>Save the specification…</source>
        <translation>保存规格…</translation>
    </message>
    <message>
        <source>Export ta&amp;bles…</source>
        <translation>导出表格(&amp;B)…</translation>
    </message>
    <message>
        <source>Save the &amp;figure…</source>
        <translation>保存图形(&amp;F)…</translation>
    </message>
    <message>
        <source>Scoring, %1 of %2 cells done</source>
        <translation>正在评分，已完成 %1/%2 个单元格</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>Stopping; what is scored is kept</source>
        <translation>正在停止；已评分的会保留</translation>
    </message>
    <message>
        <source>The experiment is paused; it can go on at any time</source>
        <translation>实验已暂停，可随时继续</translation>
    </message>
    <message>
        <source>The experiment was cancelled; what was scored is kept</source>
        <translation>实验已取消；已评分的会保留</translation>
    </message>
    <message>
        <source>The experiment is finished</source>
        <translation>实验已完成</translation>
    </message>
    <message>
        <source>Add clips as needles</source>
        <translation>将片段添加为针</translation>
    </message>
    <message>
        <source>The needle could not be cut out</source>
        <translation>无法剪出针</translation>
    </message>
    <message>
        <source>Ha&amp;ystack</source>
        <translation>草堆(&amp;Y)</translation>
    </message>
    <message>
        <source>The experiment&apos;s plan as JSON that dass niah runs unchanged: one needle in a mixture, as in the paper, also where the builder hides several at once</source>
        <translation>实验计划的 JSON，dass niah 可直接运行：每个混合音一根针，与论文一致，即使搭建区同时藏有多根针</translation>
    </message>
    <message>
        <source>Tick the &amp;needle, or not</source>
        <translation>勾选或取消此针(&amp;N)</translation>
    </message>
    <message>
        <source>The list of needles is full</source>
        <translation>针的列表已满</translation>
    </message>
    <message>
        <source>It holds %1 clips; left out: %2. An experiment takes a list of clips of any length.</source>
        <translation>最多容纳 %1 个片段；未加入：%2 个。实验可使用任意长度的片段列表。</translation>
    </message>
    <message>
        <source>The cell cannot be opened</source>
        <translation>无法打开此单元格</translation>
    </message>
    <message>
        <source>%1 does not say what it was made of</source>
        <translation>%1 没有说明它由什么构成</translation>
    </message>
    <message>
        <source>The cell&apos;s needle is not there</source>
        <translation>单元格的针不在</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be added to the builder, which keeps its own</source>
        <translation>无法将“%1”加入搭建区，搭建区保留现有的针</translation>
    </message>
    <message>
        <source>Recordings (%1);;All files (*)</source>
        <translation>录音 (%1);;所有文件 (*)</translation>
    </message>
    <message>
        <source>&amp;Grow into an experiment</source>
        <translation>扩展为实验(&amp;G)</translation>
    </message>
    <message>
        <source>The experiment is going on</source>
        <translation>实验正在进行</translation>
    </message>
    <message>
        <source>Add clips first</source>
        <translation>请先添加片段</translation>
    </message>
    <message>
        <source>The plan is that of what is built: change its axes, then run it</source>
        <translation>计划已采用搭建的内容：可调整各轴，然后运行</translation>
    </message>
    <message>
        <source>The experiment cannot be started</source>
        <translation>无法开始实验</translation>
    </message>
    <message>
        <source>The experiment is finished; cells that could not be scored: %1. Each says why when it is chosen</source>
        <translation>实验已完成；无法评分的单元格：%1。选中后会说明原因</translation>
    </message>
    <message>
        <source>Nothing was added</source>
        <translation>没有添加任何内容</translation>
    </message>
    <message>
        <source>What was dropped is neither a file nor a folder, or it is not there any more</source>
        <translation>拖放的内容既不是文件也不是文件夹，或者已不存在</translation>
    </message>
</context>
<context>
    <name>dass::HaystackWords</name>
    <message>
        <source>Silence</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>White noise</source>
        <translation>白噪声</translation>
    </message>
    <message>
        <source>Pink noise</source>
        <translation>粉红噪声</translation>
    </message>
    <message>
        <source>Brown noise</source>
        <translation>布朗噪声</translation>
    </message>
    <message>
        <source>Babble</source>
        <translation>人声嘈杂</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>In place of sound</source>
        <translation>替换声音</translation>
    </message>
    <message>
        <source>Over the sound</source>
        <translation>叠加声音</translation>
    </message>
    <message>
        <source>The needle&apos;s spectrogram, padding included, stands between the haystack&apos;s, as in the paper; no recording has such seams</source>
        <translation>针的频谱图（含补零）夹在草堆的频谱图之间，与论文一致；真实录音没有这样的接缝</translation>
    </message>
    <message>
        <source>The needle&apos;s sound is added to the haystack&apos;s, as a sound in a place is</source>
        <translation>针的声音叠加在草堆上，如同现场中的声音</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>First</source>
        <translation>最前</translation>
    </message>
    <message>
        <source>Middle</source>
        <translation>中间</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>最后</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>求和</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>Reading the needle</source>
        <translation>正在读取针</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Making the haystack</source>
        <translation>正在生成草堆</translation>
    </message>
    <message>
        <source>Hearing the whole</source>
        <translation>正在听整段</translation>
    </message>
    <message>
        <source>Trying other positions</source>
        <translation>正在尝试其他位置</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>频谱图</translation>
    </message>
    <message>
        <source>Hearing the other clips alone</source>
        <translation>正在单独聆听其他片段</translation>
    </message>
    <message>
        <source>The needle&apos;s sound takes the place of as much of the haystack&apos;s, with a cross-fade of %1 ms</source>
        <translation>针的声音替换草堆中等长的部分，交叉淡化 %1 ms</translation>
    </message>
    <message>
        <source>Babble of %1</source>
        <translation>人声嘈杂：%1</translation>
    </message>
</context>
<context>
    <name>dass::HeaderBar</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Workspaces</source>
        <translation>工作区</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Being loaded</source>
        <translation>正在加载</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>模型…</translation>
    </message>
</context>
<context>
    <name>dass::HeatMap</name>
    <message>
        <source>Retention by length and position</source>
        <translation>各长度与位置的保留率</translation>
    </message>
    <message>
        <source>Retention, % of the 10 s mAP, %1</source>
        <translation>保留率，占 10 秒 mAP 的 %，%1</translation>
    </message>
    <message>
        <source>%1, position %2</source>
        <translation>%1，位置 %2</translation>
    </message>
    <message>
        <source>retention %1 (%2 to %3)</source>
        <translation>保留率 %1（%2 至 %3）</translation>
    </message>
    <message>
        <source>%1 of its needles are scored</source>
        <translation>已评分 %1 的针</translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation>尚未计算</translation>
    </message>
</context>
<context>
    <name>dass::HeatScale</name>
    <message>
        <source>Colours of the heat strip, from probability 0 to 1</source>
        <translation>热力条的颜色，概率从 0 到 1</translation>
    </message>
</context>
<context>
    <name>dass::HelpActions</name>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About DASS Studio</source>
        <translation>关于 DASS Studio(&amp;A)</translation>
    </message>
</context>
<context>
    <name>dass::HttpGet</name>
    <message>
        <source>leads from one address to another without end; try again later</source>
        <translation>不断从一个地址跳转到另一个地址；请稍后重试</translation>
    </message>
    <message>
        <source>leads to %1, which is no https address; nothing was fetched from there</source>
        <translation>指向 %1，它不是 https 地址；未从该处下载任何内容</translation>
    </message>
    <message>
        <source>cannot be reached: %1</source>
        <translation>无法访问：%1</translation>
    </message>
    <message>
        <source>nothing came for %1 s</source>
        <translation>%1 秒内没有收到数据</translation>
    </message>
</context>
<context>
    <name>dass::JobChecks</name>
    <message>
        <source>Evaluation list</source>
        <translation>评估列表</translation>
    </message>
    <message>
        <source>Training list</source>
        <translation>训练列表</translation>
    </message>
    <message>
        <source>none: the model is not scored</source>
        <translation>无：不评估模型</translation>
    </message>
    <message>
        <source>%1 clips found</source>
        <translation>找到 %1 个片段</translation>
    </message>
    <message>
        <source>%1 of %2 clips are not there: %3</source>
        <translation>%2 个片段中有 %1 个不在：%3</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>%1 needed, %2 free</source>
        <translation>需要 %1，可用 %2</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>about %1 needed, %2 free</source>
        <translation>约需 %1，可用 %2</translation>
    </message>
    <message>
        <source>Specification</source>
        <translation>规格</translation>
    </message>
    <message>
        <source>complete, and all files are there</source>
        <translation>完整，所有文件都在</translation>
    </message>
    <message>
        <source>Label file</source>
        <translation>标签文件</translation>
    </message>
    <message>
        <source>%1 labels</source>
        <translation>%1 个标签</translation>
    </message>
    <message>
        <source>Run folder</source>
        <translation>运行文件夹</translation>
    </message>
    <message>
        <source>holds a run already; choose another name</source>
        <translation>已有运行；请换个名称</translation>
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
        <translation>尚未选择文件</translation>
    </message>
    <message>
        <source>Student weights</source>
        <translation>学生权重</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>教师</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>longer than the run of %1 steps, whose learning rate stays low: little is learned</source>
        <translation>比整个运行的 %1 步还长，学习率一直很低：学到的很少</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>%1 of %2 evaluation clips have no labels to score them by; choose the teacher’s outputs for the evaluation list</source>
        <translation>%2 个评估片段中有 %1 个没有可供评分的标签；请选择教师对评估列表的输出</translation>
    </message>
    <message>
        <source>%1 of %2 evaluation clips have no labels to score them by</source>
        <translation>%2 个评估片段中有 %1 个没有可供评分的标签</translation>
    </message>
    <message>
        <source>not yet said to be trusted</source>
        <translation>尚未确认可信</translation>
    </message>
    <message>
        <source>%1 of %2 clips are not there and are left out: %3</source>
        <translation>%2 个片段中有 %1 个不在，将略去：%3</translation>
    </message>
    <message>
        <source>%1, %2 M parameters</source>
        <translation>%1，%2 M 参数</translation>
    </message>
    <message>
        <source>%1; its %2 classes are replaced by the label file’s %3</source>
        <translation>%1；其 %2 个类别会换成标签文件的 %3 个</translation>
    </message>
    <message>
        <source>a program, which is opened when the run starts</source>
        <translation>程序，运行开始时才打开</translation>
    </message>
    <message>
        <source>%1, %2 classes</source>
        <translation>%1，%2 个类别</translation>
    </message>
</context>
<context>
    <name>dass::JobDraft</name>
    <message>
        <source>The specification is no JSON object</source>
        <translation>规格不是 JSON 对象</translation>
    </message>
    <message>
        <source>%1, Table %2, %3 %</source>
        <translation>%1，表 %2，%3 %</translation>
    </message>
    <message>
        <source>for a CPU, some hours</source>
        <translation>适合 CPU，数小时</translation>
    </message>
    <message>
        <source>Nano student, stored teacher</source>
        <translation>Nano 学生，已存教师</translation>
    </message>
    <message>
        <source>Nano student, labels only</source>
        <translation>Nano 学生，仅标签</translation>
    </message>
    <message>
        <source>%1 of the specification must be an object</source>
        <translation>规格中的 %1 必须是对象</translation>
    </message>
    <message>
        <source>%1 of the specification must be a list</source>
        <translation>规格中的 %1 必须是列表</translation>
    </message>
    <message>
        <source>The specification nests lists and objects deeper than any needs to</source>
        <translation>规格中列表和对象的嵌套过深</translation>
    </message>
    <message>
        <source>labels only</source>
        <translation>仅标签</translation>
    </message>
    <message>
        <source>stored</source>
        <translation>已存</translation>
    </message>
    <message>
        <source>checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>scratch</source>
        <translation>从零开始</translation>
    </message>
    <message>
        <source>scaled down, for a CPU</source>
        <translation>缩小版，适合 CPU</translation>
    </message>
    <message>
        <source>%1, Table %2</source>
        <translation>%1，表 %2</translation>
    </message>
</context>
<context>
    <name>dass::JobForm</name>
    <message>
        <source>as it was</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation>选择：%1</translation>
    </message>
    <message>
        <source>Student</source>
        <translation>学生</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>scratch</source>
        <translation>从零开始</translation>
    </message>
    <message>
        <source>checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Weights (*.safetensors *.pth *.pt *.ckpt);;All files (*)</source>
        <translation>权重 (*.safetensors *.pth *.pt *.ckpt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>first</source>
        <translation>首个</translation>
    </message>
    <message>
        <source>middle</source>
        <translation>中间</translation>
    </message>
    <message>
        <source>last</source>
        <translation>末个</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>求和</translation>
    </message>
    <message>
        <source>maximum</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Teachers</source>
        <translation>教师</translation>
    </message>
    <message>
        <source>Add a teacher</source>
        <translation>添加教师</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Lists (*.json *.csv);;All files (*)</source>
        <translation>列表 (*.json *.csv);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Training list</source>
        <translation>训练列表</translation>
    </message>
    <message>
        <source>Evaluation list</source>
        <translation>评估列表</translation>
    </message>
    <message>
        <source>Label file</source>
        <translation>标签文件</translation>
    </message>
    <message>
        <source>Tables (*.csv);;All files (*)</source>
        <translation>表格 (*.csv);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Runs lie in</source>
        <translation>运行存放于</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Distillation loss</source>
        <translation>蒸馏损失</translation>
    </message>
    <message>
        <source>KL divergence</source>
        <translation>KL 散度</translation>
    </message>
    <message>
        <source>BCE, sigmoid</source>
        <translation>BCE，sigmoid</translation>
    </message>
    <message>
        <source>BCE, softmax</source>
        <translation>BCE，softmax</translation>
    </message>
    <message>
        <source>squared distance</source>
        <translation>平方距离</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>cosine + distance</source>
        <translation>余弦 + 距离</translation>
    </message>
    <message>
        <source>Distillation weight</source>
        <translation>蒸馏权重</translation>
    </message>
    <message>
        <source>the rest: labels</source>
        <translation>其余：标签</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Optimizer and schedule</source>
        <translation>优化器与日程</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>日程</translation>
    </message>
    <message>
        <source>Halve the rate after</source>
        <translation>之后学习率减半</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>then every</source>
        <translation>然后每</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批量</translation>
    </message>
    <message>
        <source>clips</source>
        <translation>片段</translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>shuffle</source>
        <translation>打乱</translation>
    </message>
    <message>
        <source>balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>数据增强</translation>
    </message>
    <message>
        <source>Mixup rate</source>
        <translation>Mixup 比例</translation>
    </message>
    <message>
        <source>Masks, up to</source>
        <translation>遮罩，最多</translation>
    </message>
    <message>
        <source>mel bins</source>
        <translation>梅尔频带</translation>
    </message>
    <message>
        <source>and up to</source>
        <translation>以及最多</translation>
    </message>
    <message>
        <source>frames</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>机器</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
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
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Differs from the preset</source>
        <translation>与预设不同</translation>
    </message>
    <message>
        <source>ImageNet (VMamba, DeiT)</source>
        <translation>ImageNet（VMamba、DeiT）</translation>
    </message>
    <message>
        <source>DASS Small, 30 M parameters</source>
        <translation>DASS Small，3000 万参数</translation>
    </message>
    <message>
        <source>DASS Medium, 49 M parameters</source>
        <translation>DASS Medium，4900 万参数</translation>
    </message>
    <message>
        <source>AST Tiny, 6 M parameters</source>
        <translation>AST Tiny，600 万参数</translation>
    </message>
    <message>
        <source>AST Small, 22 M parameters</source>
        <translation>AST Small，2200 万参数</translation>
    </message>
    <message>
        <source>AST Base, 87 M parameters</source>
        <translation>AST Base，8700 万参数</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>DASS Nano, 1.8 M parameters</source>
        <translation>DASS Nano，180 万参数</translation>
    </message>
    <message>
        <source>Averaged epochs</source>
        <translation>参与平均的轮次</translation>
    </message>
    <message>
        <source>Averaged epochs, from</source>
        <translation>参与平均的轮次，从</translation>
    </message>
    <message>
        <source>Averaged epochs, to</source>
        <translation>参与平均的轮次，到</translation>
    </message>
</context>
<context>
    <name>dass::KeptModel</name>
    <message>
        <source>The chosen model is not there at present.</source>
        <translation>所选模型目前不在。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is taken by the next start that finds it; until then the model that comes with the program is used.</source>
        <translation>下次启动时若找到“%1”，就会使用它；在此之前使用程序自带的模型。</translation>
    </message>
</context>
<context>
    <name>dass::KeptResultsDialog</name>
    <message>
        <source>Remove them all</source>
        <translation>全部移除</translation>
    </message>
    <message>
        <source>Kept results</source>
        <translation>保留的结果</translation>
    </message>
    <message>
        <source>Kept at present</source>
        <translation>当前保留</translation>
    </message>
    <message>
        <source> GB</source>
        <translation> GB</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>The oldest results are removed first; 0 keeps none</source>
        <translation>最旧的结果最先移除；0 表示不保留</translation>
    </message>
    <message>
        <source>Results of open recordings stay until they are closed</source>
        <translation>已打开录音的结果会保留到其关闭</translation>
    </message>
    <message>
        <source>Results of finished recordings are kept, so that a recording that did not change
opens with its tags at once while the model and the run&apos;s settings are the same.
They lie in %1.</source>
        <translation>已完成录音的结果会保留下来：录音未改动、模型与运行设置相同时，
打开录音即可立刻看到标签。
它们存放在 %1。</translation>
    </message>
    <message>
        <source>&amp;At most</source>
        <translation>上限(&amp;A)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>%1 GB (results: %2)</source>
        <translation>%1 GB（结果：%2）</translation>
    </message>
</context>
<context>
    <name>dass::KeyNames</name>
    <message>
        <source>%1 (%2)</source>
        <comment>what an action does, and its keys</comment>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>dass::LanguageMenu</name>
    <message>
        <source>Lan&amp;guage</source>
        <translation>语言(&amp;G)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>The language was chosen.</source>
        <translation>已选择语言。</translation>
    </message>
    <message>
        <source>It is spoken from the next start of the program on.</source>
        <translation>将在下次启动程序时生效。</translation>
    </message>
</context>
<context>
    <name>dass::LeftWork</name>
    <message>
        <source>Restore unsaved work</source>
        <translation>恢复未保存的工作</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>The last batch, of 1 recording, did not end.</source>
        <translation>上一批次（1 个录音）未完成。</translation>
    </message>
    <message numerus="yes">
        <source>The last batch, of %n recordings, did not end.</source>
        <translation>
            <numerusform>上一批次（%n 个录音）未完成。</numerusform>
        </translation>
    </message>
    <message>
        <source>One that was being tagged starts again from its beginning.</source>
        <translation>正在标注的录音将从头开始。</translation>
    </message>
    <message>
        <source>Done: %1 of %2.</source>
        <translation>已完成：%1/%2。</translation>
    </message>
    <message>
        <source>Continue the batch of 1 recording</source>
        <translation>继续该批次（1 个录音）</translation>
    </message>
    <message numerus="yes">
        <source>Continue the batch of %n recordings</source>
        <translation>
            <numerusform>继续该批次（%n 个录音）</numerusform>
        </translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>放弃</translation>
    </message>
</context>
<context>
    <name>dass::Licences</name>
    <message>
        <source>window, sound output</source>
        <translation>窗口、声音输出</translation>
    </message>
    <message>
        <source>plots</source>
        <translation>绘图</translation>
    </message>
    <message>
        <source>decoding, resampling</source>
        <translation>解码、重采样</translation>
    </message>
    <message>
        <source>tensors</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>loaded by LibTorch</source>
        <translation>由 LibTorch 加载</translation>
    </message>
    <message>
        <source>vector instructions</source>
        <translation>向量指令</translation>
    </message>
    <message>
        <source>PyTorch checkpoints</source>
        <translation>PyTorch 检查点</translation>
    </message>
    <message>
        <source>checksums</source>
        <translation>校验和</translation>
    </message>
    <message>
        <source>command line</source>
        <translation>命令行</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>metrics of training runs</source>
        <translation>训练运行的指标</translation>
    </message>
</context>
<context>
    <name>dass::ListenMenu</name>
    <message>
        <source>Listen &amp;to</source>
        <translation>收听(&amp;T)</translation>
    </message>
    <message>
        <source>As &amp;tagged</source>
        <translation>与标注相同(&amp;T)</translation>
    </message>
    <message>
        <source>The channel that is tagged where one is tagged alone, else all</source>
        <translation>单独标注一个声道时为该声道，否则为全部声道</translation>
    </message>
    <message>
        <source>&amp;All channels</source>
        <translation>全部声道(&amp;A)</translation>
    </message>
    <message>
        <source>In stereo, whatever is tagged; more than two are mixed down to it</source>
        <translation>以立体声播放，与标注无关；超过两个声道时混合为立体声</translation>
    </message>
    <message>
        <source>&amp;Next channel</source>
        <translation>下一个声道(&amp;N)</translation>
    </message>
    <message>
        <source>From all channels to each one alone, and back</source>
        <translation>从全部声道依次到各个单独的声道，再回到全部声道</translation>
    </message>
    <message>
        <source>channel %1</source>
        <translation>声道 %1</translation>
    </message>
    <message>
        <source>all channels</source>
        <translation>全部声道</translation>
    </message>
    <message>
        <source>Ch %1</source>
        <translation>声道 %1</translation>
    </message>
    <message>
        <source>All ch</source>
        <translation>全部声道</translation>
    </message>
    <message>
        <source>Channel %1</source>
        <translation>声道 %1</translation>
    </message>
</context>
<context>
    <name>dass::MainWindow</name>
    <message>
        <source>Open recordings</source>
        <translation>打开录音</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Copy event</source>
        <translation>复制事件(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Find a tag</source>
        <translation>查找标签(&amp;F)</translation>
    </message>
    <message>
        <source>Keyboard s&amp;hortcuts…</source>
        <translation>键盘快捷键(&amp;H)…</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>播放(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Analyze</source>
        <translation>分析(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Open recordings…</source>
        <translation>打开录音(&amp;O)…</translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation>打开文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>Open the sa&amp;mple</source>
        <translation>打开示例(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Close recording</source>
        <translation>关闭录音(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>&amp;Left panel</source>
        <translation>左侧面板(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Right panel</source>
        <translation>右侧面板(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Next panel</source>
        <translation>下一个面板(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous panel</source>
        <translation>上一个面板(&amp;P)</translation>
    </message>
    <message>
        <source>Draw the to&amp;p tags</source>
        <translation>绘制最高的标签(&amp;P)</translation>
    </message>
    <message>
        <source>Draw n&amp;o tags</source>
        <translation>不绘制标签(&amp;O)</translation>
    </message>
    <message>
        <source>Spectrogra&amp;m</source>
        <translation>频谱图(&amp;M)</translation>
    </message>
    <message>
        <source>Hide the e&amp;vent in a haystack</source>
        <translation>将事件藏入草堆(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Haystack</source>
        <translation>草堆(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Distill</source>
        <translation>蒸馏(&amp;D)</translation>
    </message>
    <message>
        <source>Filter the events</source>
        <translation>筛选事件</translation>
    </message>
    <message>
        <source>Recordings (%1);;All files (*)</source>
        <translation>录音 (%1);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>dass::MeasurePanel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>A step</source>
        <translation>每步</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>在本机上</translation>
    </message>
    <message>
        <source>Makes a few steps with the real clips and teachers, and keeps nothing of them</source>
        <translation>用真实的片段和教师做几步，不保留任何结果</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Making a few steps…</source>
        <translation>正在试做几步…</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Measured over 1 step, beside what else runs now.</source>
        <translation>测量了 1 步，同时运行着其他程序。</translation>
    </message>
    <message numerus="yes">
        <source>Measured over %n steps, beside what else runs now.</source>
        <translation>
            <numerusform>测量了 %n 步，同时运行着其他程序。</numerusform>
        </translation>
    </message>
    <message>
        <source>Can be measured once the checks find nothing to solve or to choose</source>
        <translation>检查没有待解决或待选择的项目后即可测量</translation>
    </message>
</context>
<context>
    <name>dass::ModelChooser</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Add file…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>A checkpoint of a DASS or AST: .safetensors, .pth, .pt or .ckpt</source>
        <translation>DASS 或 AST 的检查点：.safetensors、.pth、.pt 或 .ckpt</translation>
    </message>
    <message>
        <source>A folder with config.json and model.safetensors, or with checkpoints</source>
        <translation>包含 config.json 和 model.safetensors，或包含检查点的文件夹</translation>
    </message>
    <message>
        <source>or drop them here</source>
        <translation>或拖到此处</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be removed; may it be written to?</source>
        <translation>无法删除“%1”；是否有写入权限？</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>使用此模型</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>It is in use</source>
        <translation>正在使用</translation>
    </message>
    <message>
        <source>Recordings cannot be tagged with it</source>
        <translation>无法用它标注录音</translation>
    </message>
    <message>
        <source>It cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Add a folder with a model</source>
        <translation>添加含模型的文件夹</translation>
    </message>
    <message>
        <source>Add a model</source>
        <translation>添加模型</translation>
    </message>
    <message>
        <source>Models (*.safetensors *.pth *.pt *.ckpt)</source>
        <translation>模型 (*.safetensors *.pth *.pt *.ckpt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>dass::ModelDetails</name>
    <message>
        <source>Copy SHA-256</source>
        <translation>复制 SHA-256</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Discard what has come</source>
        <translation>放弃已下载部分</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Removes from the disk what has been downloaded of it</source>
        <translation>从磁盘删除已下载的部分</translation>
    </message>
    <message>
        <source>It is in use; choose another model first</source>
        <translation>正在使用；请先选择其他模型</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>架构</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>结构</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>SHA-256: %1</source>
        <translation>SHA-256：%1</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Downloaded</source>
        <translation>已下载</translation>
    </message>
    <message>
        <source>It hears sound at 32 kHz in place of the spectrogram that recordings are tagged from, so it cannot be chosen here. dass inspect and dass logits --audio take it.</source>
        <translation>它以 32 kHz 的声音为输入，而非标注录音所用的频谱图，因此不能在此选择。可用 dass inspect 和 dass logits --audio。</translation>
    </message>
    <message>
        <source>*It has no card.*</source>
        <translation>*没有模型卡。*</translation>
    </message>
    <message>
        <source>released, not on this computer yet</source>
        <translation>已发布，尚未在本机上</translation>
    </message>
    <message>
        <source>Authors</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>DASS, %1 parameters</source>
        <translation>DASS，%1 参数</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>已发表</translation>
    </message>
    <message>
        <source>%1 % mAP on AudioSet</source>
        <translation>AudioSet 上 mAP %1%</translation>
    </message>
    <message>
        <source>Taught by</source>
        <translation>教师模型</translation>
    </message>
    <message>
        <source>see its page</source>
        <translation>见其页面</translation>
    </message>
    <message>
        <source>%1, as its page says</source>
        <translation>%1（据其页面）</translation>
    </message>
    <message>
        <source>about %1 from %2</source>
        <translation>约 %1，来自 %2</translation>
    </message>
    <message>
        <source>The weights are their authors&apos; own. Weights, configuration and card are fetched over https, the weights checked by their SHA-256; all of it is read as data. The Python code on the page is not fetched and not run. Nothing about you or your recordings is sent.</source>
        <translation>权重归其作者所有。权重、配置和模型卡通过 https 获取，权重以 SHA-256 校验；全部仅作为数据读取。页面上的 Python 代码不会下载，也不会运行。不会发送任何有关您或您的录音的信息。</translation>
    </message>
    <message>
        <source>Being checked and read…</source>
        <translation>正在校验和读取…</translation>
    </message>
    <message>
        <source>Paused: %1</source>
        <translation>已暂停：%1</translation>
    </message>
    <message>
        <source>Remove a model</source>
        <translation>移除模型</translation>
    </message>
    <message>
        <source>Delete %1 from this computer?</source>
        <translation>从本机删除 %1 吗？</translation>
    </message>
    <message>
        <source>Take %1 from the list?</source>
        <translation>将 %1 从列表中移除吗？</translation>
    </message>
    <message>
        <source>It can be downloaded again. Results that were made with it stay.</source>
        <translation>可以重新下载。用它得到的结果会保留。</translation>
    </message>
    <message>
        <source>Its files stay where they are.</source>
        <translation>其文件保留在原处。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Take from the list</source>
        <translation>从列表移除</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>dass::ModelDownloadJob</name>
    <message>
        <source>the folder &apos;%1&apos; cannot be made</source>
        <translation>无法创建文件夹“%1”</translation>
    </message>
    <message>
        <source>%1 is being downloaded by another window</source>
        <translation>另一个窗口正在下载 %1</translation>
    </message>
    <message>
        <source>%1 has come as its authors published it, but is no model that this program reads: %2</source>
        <translation>%1 已按作者发布的原样下载，但不是本程序能读取的模型：%2</translation>
    </message>
    <message>
        <source>%1 has changed on the disk since it was fetched; discard it and download it again</source>
        <translation>%1 下载后在磁盘上发生了变化；请放弃后重新下载</translation>
    </message>
    <message>
        <source>%1 is there, but its folder cannot be renamed to &apos;%2&apos;: %3</source>
        <translation>%1 已下载，但其文件夹无法重命名为“%2”：%3</translation>
    </message>
</context>
<context>
    <name>dass::ModelExport</name>
    <message>
        <source>is there already; choose another name</source>
        <translation>已经存在；请另选名称</translation>
    </message>
    <message>
        <source>is not there; the run has no model to export</source>
        <translation>不存在；该训练没有可导出的模型</translation>
    </message>
    <message>
        <source>cannot be made; is the folder yours to write in?</source>
        <translation>无法创建；您有该文件夹的写权限吗？</translation>
    </message>
</context>
<context>
    <name>dass::ModelList</name>
    <message>
        <source>On this computer</source>
        <translation>在本机上</translation>
    </message>
    <message>
        <source>Released by the authors of DASS</source>
        <translation>由 DASS 作者发布</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
</context>
<context>
    <name>dass::ModelTable</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>can be changed at any time, top right</source>
        <translation>可随时在右上角更改</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Published AudioSet mAP</source>
        <translation>已发表的 AudioSet mAP</translation>
    </message>
    <message>
        <source>Speed on this CPU</source>
        <translation>在此 CPU 上的速度</translation>
    </message>
    <message>
        <source>not measured yet</source>
        <translation>尚未测量</translation>
    </message>
    <message>
        <source>not published</source>
        <translation>未发表</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>下载…</translation>
    </message>
    <message>
        <source>Download %1</source>
        <translation>下载 %1</translation>
    </message>
    <message>
        <source>Recordings never leave this computer; models are downloaded only when you say so.</source>
        <translation>录音绝不会离开本机；仅在您要求时才下载模型。</translation>
    </message>
    <message>
        <source>All models…</source>
        <translation>所有模型…</translation>
    </message>
</context>
<context>
    <name>dass::ModelWords</name>
    <message>
        <source>bundled</source>
        <translation>随附</translation>
    </message>
    <message>
        <source>installed</source>
        <translation>已安装</translation>
    </message>
    <message>
        <source>added</source>
        <translation>已添加</translation>
    </message>
    <message>
        <source>released</source>
        <translation>已发布</translation>
    </message>
    <message>
        <source>%1 parameters, about %2</source>
        <translation>%1 参数，约 %2</translation>
    </message>
    <message>
        <source>downloading, %1</source>
        <translation>下载中，%1</translation>
    </message>
    <message>
        <source>being checked</source>
        <translation>校验中</translation>
    </message>
    <message>
        <source>paused at %1</source>
        <translation>暂停于 %1</translation>
    </message>
    <message>
        <source>stopped at %1</source>
        <translation>停于 %1</translation>
    </message>
    <message>
        <source>download failed</source>
        <translation>下载失败</translation>
    </message>
    <message>
        <source>being read…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>%1, %2 classes, %3</source>
        <translation>%1，%2 类，%3</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>%1, AudioSet&apos;s</source>
        <translation>%1，AudioSet 的</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 blocks of %2 channels</source>
        <translation>%1 个块，通道数 %2</translation>
    </message>
    <message>
        <source>%1, in its authors&apos; layout</source>
        <translation>%1，作者的格式</translation>
    </message>
    <message>
        <source>%1, in VMamba&apos;s layout</source>
        <translation>%1，VMamba 的格式</translation>
    </message>
    <message>
        <source>%1, in Hugging Face&apos;s layout</source>
        <translation>%1，Hugging Face 的格式</translation>
    </message>
</context>
<context>
    <name>dass::MonitorPage</name>
    <message>
        <source>Epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>mAP, %</source>
        <translation>mAP，%</translation>
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
        <translation>类别</translation>
    </message>
    <message>
        <source>Clips</source>
        <translation>片段</translation>
    </message>
    <message>
        <source>Student AP, %</source>
        <translation>学生 AP，%</translation>
    </message>
    <message>
        <source>Teacher AP, %</source>
        <translation>教师 AP，%</translation>
    </message>
    <message>
        <source>Change, points</source>
        <translation>变化，点</translation>
    </message>
    <message>
        <source>Clips of</source>
        <translation>片段属于</translation>
    </message>
    <message>
        <source>taken for</source>
        <translation>被当作</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Which curves are drawn</source>
        <translation>绘制哪些曲线</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Mean over so many steps; single values stay visible behind it</source>
        <translation>这么多步的平均；单个值仍在其后可见</translation>
    </message>
    <message>
        <source>not smoothed</source>
        <translation>不平滑</translation>
    </message>
    <message>
        <source>mean of %1 steps</source>
        <translation>%1 步平均</translation>
    </message>
    <message>
        <source>All epochs</source>
        <translation>全部轮</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>select several runs to compare them</source>
        <translation>选择多个运行以作比较</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>Find a class</source>
        <translation>查找类别</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Confusions</source>
        <translation>混淆</translation>
    </message>
    <message>
        <source>Evaluation clips with one label that got a higher probability for another class</source>
        <translation>只有一个标签、却对另一类别得到更高概率的评估片段</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the log as text</source>
        <translation>将日志复制为文本</translation>
    </message>
    <message>
        <source>mAP %1 → %2 %</source>
        <translation>mAP %1 → %2 %</translation>
    </message>
    <message>
        <source>%1 taken for %2 %3 times</source>
        <translation>%1 被当作 %2：%3 次</translation>
    </message>
    <message>
        <source>shown after the first evaluation</source>
        <translation>首次评估后显示</translation>
    </message>
    <message>
        <source>its end; log.txt has all of it</source>
        <translation>仅末尾；log.txt 有全部</translation>
    </message>
    <message>
        <source>follows the end</source>
        <translation>跟随末尾</translation>
    </message>
    <message>
        <source>no clip was taken for another class</source>
        <translation>没有片段被当作其他类别</translation>
    </message>
    <message>
        <source>no class has such a name</source>
        <translation>没有这样名称的类别</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>暂无内容</translation>
    </message>
</context>
<context>
    <name>dass::NavigationActions</name>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Whole recording</source>
        <translation>整段录音(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>向前移动(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>向后移动(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开头(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;End</source>
        <translation>结尾(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Go to time…</source>
        <translation>转到时间(&amp;G)…</translation>
    </message>
</context>
<context>
    <name>dass::NeedleCutter</name>
    <message>
        <source>Dog</source>
        <translation>狗</translation>
    </message>
    <message>
        <source>Church bell</source>
        <translation>教堂钟</translation>
    </message>
    <message>
        <source>Siren</source>
        <translation>警笛</translation>
    </message>
    <message>
        <source>Rain</source>
        <translation>雨</translation>
    </message>
    <message>
        <source>Tick-tock</source>
        <translation>滴答声</translation>
    </message>
    <message>
        <source>Applause</source>
        <translation>掌声</translation>
    </message>
</context>
<context>
    <name>dass::NeedlesPanel</name>
    <message>
        <source>Needles</source>
        <translation>针</translation>
    </message>
    <message>
        <source>Take the needle away</source>
        <translation>移除针</translation>
    </message>
    <message>
        <source>Add clips</source>
        <translation>添加片段</translation>
    </message>
    <message>
        <source>Label of the needle</source>
        <translation>针的标签</translation>
    </message>
    <message>
        <source>Probability of its label in the clip alone, 10.24 s</source>
        <translation>片段单独（10.24 秒）时其标签的概率</translation>
    </message>
    <message>
        <source>Label…</source>
        <translation>标签…</translation>
    </message>
    <message>
        <source>What is heard in the needle: %1. Click to choose another tag</source>
        <translation>针中的声音：%1。点击可选择其他标签</translation>
    </message>
    <message>
        <source>not told yet</source>
        <translation>尚未指定</translation>
    </message>
    <message>
        <source>Add a clip first</source>
        <translation>请先添加片段</translation>
    </message>
    <message>
        <source>Use this label</source>
        <translation>使用此标签</translation>
    </message>
    <message>
        <source>Tick to hide. Drop clips here.</source>
        <translation>勾选即藏起。可拖放片段到此。</translation>
    </message>
    <message>
        <source>Ticked clips are needles in one haystack. Right: the probability of each in the clip alone.</source>
        <translation>勾选的片段是同一草堆中的针。右侧：各片段单独时的概率。</translation>
    </message>
    <message>
        <source>Unreadable: %1</source>
        <translation>无法读取：%1</translation>
    </message>
    <message>
        <source>in the mixture</source>
        <translation>在混合音中</translation>
    </message>
    <message>
        <source>tick to hide it in the mixture</source>
        <translation>勾选即可藏入混合音</translation>
    </message>
    <message>
        <source>Silent: %1</source>
        <translation>无声：%1</translation>
    </message>
</context>
<context>
    <name>dass::NewJobPage</name>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>published mAP</source>
        <translation>已发表的 mAP</translation>
    </message>
    <message>
        <source>A preset fills the form; every field can still be changed. Changed fields carry a dot.</source>
        <translation>预设填好表单；每个字段仍可更改。更改过的字段带圆点。</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Expected cost</source>
        <translation>预计开销</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Back to the preset</source>
        <translation>恢复预设</translation>
    </message>
    <message>
        <source>Go to problem</source>
        <translation>转到问题</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Save spec…</source>
        <translation>保存规格…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Like %1</source>
        <translation>同 %1</translation>
    </message>
    <message>
        <source>a run of yours</source>
        <translation>您的一次运行</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>The run needs a name.</source>
        <translation>运行需要名称。</translation>
    </message>
    <message>
        <source>%1 (%2 an epoch)</source>
        <translation>%1（每轮 %2）</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>Ready to start</source>
        <translation>可以开始</translation>
    </message>
    <message>
        <source>One problem to solve before the job can start</source>
        <translation>开始前有一个问题要解决</translation>
    </message>
    <message>
        <source>%1 problems to solve before the job can start</source>
        <translation>开始前有 %1 个问题要解决</translation>
    </message>
    <message>
        <source>The command was copied.</source>
        <translation>命令已复制。</translation>
    </message>
    <message>
        <source>Save the specification</source>
        <translation>保存规格</translation>
    </message>
    <message>
        <source>Specifications (*.json)</source>
        <translation>规格 (*.json)</translation>
    </message>
    <message>
        <source>The specification was saved.</source>
        <translation>规格已保存。</translation>
    </message>
    <message>
        <source>The specification could not be saved.</source>
        <translation>无法保存规格。</translation>
    </message>
    <message>
        <source>Go to field</source>
        <translation>转到字段</translation>
    </message>
    <message>
        <source>Still to choose: %1</source>
        <translation>尚需选择：%1</translation>
    </message>
    <message>
        <source>Specification</source>
        <translation>规格</translation>
    </message>
    <message>
        <source>The command line that does the same, for a terminal or a cluster; saves the specification beside the run&apos;s folder</source>
        <translation>执行相同操作的命令行，用于终端或集群；会把规格保存在运行文件夹旁边</translation>
    </message>
    <message>
        <source>The command could not be copied.</source>
        <translation>无法复制命令。</translation>
    </message>
    <message>
        <source>It reads the specification, which was saved as %1.</source>
        <translation>它读取已保存为 %1 的规格。</translation>
    </message>
</context>
<context>
    <name>dass::NoticeRow</name>
    <message>
        <source>Close this notice</source>
        <translation>关闭此通知</translation>
    </message>
</context>
<context>
    <name>dass::NumberList</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>dass::OwnRecordings</name>
    <message>
        <source>%1 holds no sound file and is left out</source>
        <translation>%1 中没有声音文件，已略去</translation>
    </message>
    <message>
        <source>%1 sound files lie beside the subfolders and have no label: they are left out</source>
        <translation>%1 个声音文件在子文件夹之外，没有标签：已略去</translation>
    </message>
    <message>
        <source>has no columns path and labels in its first line</source>
        <translation>第一行没有 path 和 labels 列</translation>
    </message>
    <message>
        <source>%1 is not there and is left out</source>
        <translation>%1 不在，已略去</translation>
    </message>
    <message>
        <source>names %1 labels; at least two are needed to tell them apart. Put the sound files into one subfolder a label</source>
        <translation>只有 %1 个标签；至少要有两个才能区分。请把声音文件按标签放入子文件夹</translation>
    </message>
    <message>
        <source>holds files already, which might be replaced; choose another name</source>
        <translation>已有文件，可能会被替换；请换个名称</translation>
    </message>
    <message>
        <source>is a model that no student can start from; choose a DASS or an AST of the usual inner widths</source>
        <translation>是学生无法由此开始的模型；请选择内部宽度为通常值的 DASS 或 AST</translation>
    </message>
</context>
<context>
    <name>dass::PartFile</name>
    <message>
        <source>&apos;%1&apos; cannot be written: %2</source>
        <translation>无法写入“%1”：%2</translation>
    </message>
</context>
<context>
    <name>dass::PictureDialog</name>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>all tracks</source>
        <translation>所有轨道</translation>
    </message>
    <message>
        <source>waveform</source>
        <translation>波形</translation>
    </message>
    <message>
        <source>spectrogram</source>
        <translation>频谱图</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>heat strip</source>
        <translation>热力条</translation>
    </message>
    <message>
        <source>What the picture shows</source>
        <translation>图片内容</translation>
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
        <translation>图片格式</translation>
    </message>
    <message>
        <source>%1 ×</source>
        <translation>%1 ×</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>分辨率</translation>
    </message>
    <message>
        <source>How many pixels each pixel of the size becomes. In SVG and PDF only spectrogram and heat strip are made of pixels</source>
        <translation>尺寸中的每个像素对应多少个像素。在 SVG 和 PDF 中，只有频谱图和热力条由像素构成</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>内容(&amp;S)</translation>
    </message>
    <message>
        <source>F&amp;ormat</source>
        <translation>格式(&amp;O)</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>&amp;Resolution</source>
        <translation>分辨率(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg *.pdf)</source>
        <translation>图片 (*.png *.svg *.pdf)</translation>
    </message>
    <message>
        <source>Already there: %1</source>
        <translation>已存在：%1</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>已取消；未写入任何内容。</translation>
    </message>
</context>
<context>
    <name>dass::PlanPanel</name>
    <message>
        <source>Figure %1 of the paper</source>
        <translation>论文图 %1</translation>
    </message>
    <message>
        <source>Scaled for two cores</source>
        <translation>适合双核的缩减版</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Haystacks</source>
        <translation>草堆</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>Needles of the experiment</source>
        <translation>实验的针</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>单元格</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>预计</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Of my own</source>
        <translation>自定</translation>
    </message>
    <message>
        <source>Of the whole, with commas: “10.24, 50 s, 5 min, 2.5 h”</source>
        <translation>整段的长度，以逗号分隔：“10.24, 50 s, 5 min, 2.5 h”</translation>
    </message>
    <message>
        <source>Where the needle begins, with commas, from 0 (the start) to 1 (the end)</source>
        <translation>针的起点，以逗号分隔，从 0（开头）到 1（结尾）</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Needles</source>
        <translation>针</translation>
    </message>
    <message>
        <source>Lengths</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>SNR, dB</source>
        <translation>信噪比，dB</translation>
    </message>
    <message>
        <source>Those of the builder</source>
        <translation>搭建区的针</translation>
    </message>
    <message>
        <source>A list of clips…</source>
        <translation>片段列表…</translation>
    </message>
    <message>
        <source>A list in red cannot be read</source>
        <translation>标红的列表无法读取</translation>
    </message>
    <message>
        <source>These are %1 cells; %2 are the most</source>
        <translation>共 %1 个单元格，最多 %2 个</translation>
    </message>
    <message>
        <source>List of clips</source>
        <translation>片段列表</translation>
    </message>
    <message>
        <source>Lists (*.json *.csv);;All files (*)</source>
        <translation>列表 (*.json *.csv);;所有文件 (*)</translation>
    </message>
    <message>
        <source>1 clip</source>
        <translation>1 个片段</translation>
    </message>
    <message numerus="yes">
        <source>%n clips</source>
        <translation>
            <numerusform>%n 个片段</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 done</source>
        <translation>%1，已完成 %2</translation>
    </message>
    <message>
        <source>%1 of memory and %2 of temporary files; measured by a few steps of the model</source>
        <translation>%1 内存和 %2 临时文件；由模型的若干步测得</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>being measured…</source>
        <translation>正在测量…</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>The experiment is going on</source>
        <translation>实验正在进行</translation>
    </message>
    <message>
        <source>Add needles with labels first</source>
        <translation>请先添加带标签的针</translation>
    </message>
    <message>
        <source>It is finished; duplicate it for another one</source>
        <translation>已完成；如需另一个实验请复制</translation>
    </message>
    <message>
        <source>Go on with what is not scored yet, in %1</source>
        <translation>继续尚未评分的部分，位于 %1</translation>
    </message>
    <message>
        <source>Score every cell; results are kept in a folder as they come</source>
        <translation>为每个单元格评分；结果随时存入文件夹</translation>
    </message>
    <message>
        <source>duplicate to change</source>
        <translation>复制后可更改</translation>
    </message>
    <message>
        <source>Models of the experiment</source>
        <translation>实验的模型</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>the builder&apos;s</source>
        <translation>搭建区的模型</translation>
    </message>
    <message>
        <source>Each is hidden by itself, one in a mixture, as in the paper: the builder&apos;s ticks, places and ratios have no part in it</source>
        <translation>每个片段单独藏入，每个混合音一根针，与论文一致：搭建区的勾选、位置和信噪比不起作用</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Needles of the list, at most</source>
        <translation>列表中的针，最多</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>最多</translation>
    </message>
    <message>
        <source>%1 of the list, chosen at random</source>
        <translation>列表中的 %1 个，随机选取</translation>
    </message>
    <message>
        <source>The first %1 of the list</source>
        <translation>列表中的前 %1 个</translation>
    </message>
    <message>
        <source>at random</source>
        <translation>随机选取</translation>
    </message>
    <message>
        <source>first ones</source>
        <translation>按顺序</translation>
    </message>
    <message>
        <source>So many of the list, chosen at random; 0 takes all</source>
        <translation>从列表中随机选取这么多；0 表示全部</translation>
    </message>
    <message>
        <source>So many from the beginning of the list; 0 takes all</source>
        <translation>从列表开头取这么多；0 表示全部</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Cells that could not be scored: %1. Try them again, in %2</source>
        <translation>无法评分的单元格：%1 个。在 %2 中重试</translation>
    </message>
    <message>
        <source>Loudness of the needle over that of the haystack in dB, with commas; silence has none, and “none” leaves a recording as loud as it is</source>
        <translation>针相对草堆的响度（dB），以逗号分隔；静音没有，“无”使录音保持原有响度</translation>
    </message>
    <message>
        <source>How the needle is put in</source>
        <translation>针的放入方式</translation>
    </message>
    <message>
        <source>Put in</source>
        <translation>放入</translation>
    </message>
    <message>
        <source>A recording…</source>
        <translation>一个录音…</translation>
    </message>
    <message>
        <source>Recording to hide needles in</source>
        <translation>用来藏针的录音</translation>
    </message>
    <message>
        <source>Babble of a folder…</source>
        <translation>文件夹中的人声嘈杂…</translation>
    </message>
    <message>
        <source>Recordings of speech</source>
        <translation>语音录音</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 个</translation>
    </message>
    <message>
        <source>Left out:</source>
        <translation>略过：</translation>
    </message>
</context>
<context>
    <name>dass::PlayActions</name>
    <message>
        <source>&amp;Play or pause</source>
        <translation>播放或暂停(&amp;P)</translation>
    </message>
    <message>
        <source>Skip &amp;back 5 s</source>
        <translation>后退 5 秒(&amp;B)</translation>
    </message>
    <message>
        <source>Skip &amp;forward 5 s</source>
        <translation>前进 5 秒(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Loop</source>
        <translation>循环(&amp;L)</translation>
    </message>
    <message>
        <source>Play the &amp;selection or event</source>
        <translation>播放选区或事件(&amp;S)</translation>
    </message>
    <message>
        <source>Selection starts at the play head</source>
        <translation>以播放头为选区起点</translation>
    </message>
    <message>
        <source>Selection ends at the play head</source>
        <translation>以播放头为选区终点</translation>
    </message>
    <message>
        <source>&amp;Next event</source>
        <translation>下一个事件(&amp;N)</translation>
    </message>
    <message>
        <source>Previous e&amp;vent</source>
        <translation>上一个事件(&amp;V)</translation>
    </message>
</context>
<context>
    <name>dass::PlaybackController</name>
    <message>
        <source>Nothing can be heard.</source>
        <translation>无法发声。</translation>
    </message>
</context>
<context>
    <name>dass::PlotStack</name>
    <message>
        <source>Recording</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>time of day</source>
        <translation>时刻</translation>
    </message>
    <message>
        <source>Waveform</source>
        <translation>波形</translation>
    </message>
    <message>
        <source>full scale</source>
        <translation>满刻度</translation>
    </message>
    <message>
        <source>Spectrogram</source>
        <translation>频谱图</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>0 to 1</source>
        <translation>0 到 1</translation>
    </message>
    <message>
        <source>linear, kHz</source>
        <translation>线性，kHz</translation>
    </message>
    <message>
        <source>log, kHz</source>
        <translation>对数，kHz</translation>
    </message>
    <message>
        <source>mel, kHz</source>
        <translation>梅尔，kHz</translation>
    </message>
    <message>
        <source>Recording over time</source>
        <translation>录音随时间的变化</translation>
    </message>
    <message>
        <source>threshold %L1</source>
        <translation>阈值 %L1</translation>
    </message>
    <message>
        <source>not decoded yet</source>
        <translation>尚未解码</translation>
    </message>
    <message>
        <source>channel %L1</source>
        <translation>声道 %L1</translation>
    </message>
    <message>
        <source>mean, %1 rows</source>
        <translation>均值，%1 行</translation>
    </message>
    <message>
        <source>median, %1 rows</source>
        <translation>中位数，%1 行</translation>
    </message>
    <message>
        <source>%1, threshold %L2</source>
        <translation>%1，阈值 %L2</translation>
    </message>
</context>
<context>
    <name>dass::PlotView</name>
    <message>
        <source>Recording over time</source>
        <translation>录音随时间的变化</translation>
    </message>
    <message>
        <source>Colours, frequency axis and level range</source>
        <translation>颜色、频率轴和电平范围</translation>
    </message>
    <message>
        <source>The run failed</source>
        <translation>运行失败</translation>
    </message>
    <message>
        <source>Unreadable from %1</source>
        <translation>从 %1 起无法读取</translation>
    </message>
    <message>
        <source>This recording cannot be read</source>
        <translation>无法读取此录音</translation>
    </message>
    <message>
        <source>The tags up to this point are kept.</source>
        <translation>此前的标签已保留。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详细信息</translation>
    </message>
    <message>
        <source>the model is being loaded</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>not tagged yet</source>
        <translation>尚未标注</translation>
    </message>
    <message>
        <source>not tagged yet, %1 left</source>
        <translation>尚未标注，剩余 %1</translation>
    </message>
    <message>
        <source>not tagged: the run was cancelled</source>
        <translation>未标注：运行已取消</translation>
    </message>
    <message>
        <source>&amp;Magma</source>
        <translation>Magma(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Viridis</source>
        <translation>Viridis(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Cividis</source>
        <translation>Cividis(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Grey</source>
        <translation>灰度(&amp;G)</translation>
    </message>
    <message>
        <source>M&amp;el</source>
        <translation>梅尔(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Linear</source>
        <translation>线性(&amp;L)</translation>
    </message>
    <message>
        <source>L&amp;ogarithmic</source>
        <translation>对数(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>颜色(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Frequency axis</source>
        <translation>频率轴(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Level range…</source>
        <translation>电平范围(&amp;L)…</translation>
    </message>
    <message>
        <source>This recording is not where it was</source>
        <translation>此录音已不在原处</translation>
    </message>
    <message>
        <source>%1 was moved, renamed or removed</source>
        <translation>%1 已被移动、重命名或删除</translation>
    </message>
    <message>
        <source>Its tags are kept.</source>
        <translation>其标签已保留。</translation>
    </message>
    <message>
        <source>Locate…</source>
        <translation>定位…</translation>
    </message>
    <message>
        <source>The tags of an earlier run are kept.</source>
        <translation>较早一次运行的标签已保留。</translation>
    </message>
</context>
<context>
    <name>dass::RecentSessions</name>
    <message>
        <source>Go on with a session</source>
        <translation>继续某个会话</translation>
    </message>
</context>
<context>
    <name>dass::RecipePanel</name>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Student</source>
        <translation>学生</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>教师</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批量</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>none: labels only</source>
        <translation>无：仅标签</translation>
    </message>
    <message>
        <source>%1 clips</source>
        <translation>%1 个片段</translation>
    </message>
    <message>
        <source>epochs %1 to %2</source>
        <translation>第 %1 到 %2 轮</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Averaged epochs</source>
        <translation>参与平均的轮次</translation>
    </message>
</context>
<context>
    <name>dass::RecordingMenu</name>
    <message>
        <source>&amp;Tag again</source>
        <translation>重新标注(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Show in folder</source>
        <translation>在文件夹中显示(&amp;S)</translation>
    </message>
    <message>
        <source>Copy &amp;details</source>
        <translation>复制详细信息(&amp;D)</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>下移(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
</context>
<context>
    <name>dass::RecordingsModel</name>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>decoding</source>
        <translation>解码中</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>paused at %1</source>
        <translation>暂停于 %1</translation>
    </message>
    <message>
        <source>tagging %1</source>
        <translation>标注中 %1</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>It is not there any more. Right click, Locate… finds it again.</source>
        <translation>文件已不存在。右键单击并选择“定位…”可重新找到。</translation>
    </message>
    <message>
        <source>The file was changed since it was tagged: its tags are those of the file as it was. Tag it again to have those of now.</source>
        <translation>文件在标注后已更改：现有标签对应更改前的文件。重新标注可获得当前文件的标签。</translation>
    </message>
    <message>
        <source>done; %1</source>
        <translation>完成；%1</translation>
    </message>
    <message>
        <source>missing: moved or removed</source>
        <translation>缺失：已移动或删除</translation>
    </message>
    <message>
        <source>changed since tagging</source>
        <translation>标注后有更改</translation>
    </message>
    <message>
        <source>Most probable tag: %1</source>
        <translation>最可能的标签：%1</translation>
    </message>
</context>
<context>
    <name>dass::RecordingsPanel</name>
    <message>
        <source>Recordings</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Open recordings</source>
        <translation>打开录音</translation>
    </message>
    <message>
        <source>None yet. Files and folders that you open are listed here.</source>
        <translation>暂无。您打开的文件和文件夹会列在这里。</translation>
    </message>
    <message>
        <source>Drop files or folders anywhere</source>
        <translation>将文件或文件夹拖到任意位置</translation>
    </message>
    <message>
        <source>Drop files or folders anywhere, or press %1</source>
        <translation>将文件或文件夹拖到任意位置，或按 %1</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>已完成 %1/%2</translation>
    </message>
</context>
<context>
    <name>dass::RetentionPlot</name>
    <message>
        <source>Retention over length</source>
        <translation>保留率随长度变化</translation>
    </message>
    <message>
        <source>Retention, % of each 10 s mAP, needle at %1</source>
        <translation>保留率，占各 10 秒 mAP 的 %，针位于 %1</translation>
    </message>
    <message>
        <source>%1: at %2</source>
        <translation>%1：位于 %2</translation>
    </message>
    <message>
        <source>Retention, % of each 10 s mAP, needle at %1 (%2)</source>
        <translation>保留率，占各 10 秒 mAP 的 %，针位于 %1（%2）</translation>
    </message>
</context>
<context>
    <name>dass::RunActions</name>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Cancel the run</source>
        <translation>取消运行(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Tag this recording again</source>
        <translation>重新标注此录音(&amp;T)</translation>
    </message>
    <message>
        <source>Tag &amp;all again</source>
        <translation>全部重新标注(&amp;A)</translation>
    </message>
    <message>
        <source>Move recording &amp;up</source>
        <translation>上移录音(&amp;U)</translation>
    </message>
    <message>
        <source>Move recording &amp;down</source>
        <translation>下移录音(&amp;D)</translation>
    </message>
    <message>
        <source>Continue the &amp;last batch</source>
        <translation>继续上一批次(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Kept results…</source>
        <translation>保留的结果(&amp;K)…</translation>
    </message>
    <message>
        <source>Run &amp;settings…</source>
        <translation>运行设置(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Event settings…</source>
        <translation>事件设置(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>模型(&amp;M)…</translation>
    </message>
    <message>
        <source>Tag &amp;when opened</source>
        <translation>打开时标注(&amp;W)</translation>
    </message>
    <message>
        <source>A run is going on; it can be cancelled</source>
        <translation>正在运行；可以取消</translation>
    </message>
    <message>
        <source>The model is being loaded</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Choose a model first</source>
        <translation>请先选择模型</translation>
    </message>
    <message>
        <source>Open a recording first</source>
        <translation>请先打开录音</translation>
    </message>
    <message>
        <source>Tag what is not tagged yet</source>
        <translation>标注尚未标注的部分</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>继续(&amp;C)</translation>
    </message>
</context>
<context>
    <name>dass::RunControl</name>
    <message>
        <source>cannot be written; is the folder yours to write in?</source>
        <translation>无法写入；您有该文件夹的写权限吗？</translation>
    </message>
    <message>
        <source>cannot be removed</source>
        <translation>无法移除</translation>
    </message>
    <message>
        <source>its process belongs to somebody else</source>
        <translation>其进程属于他人</translation>
    </message>
    <message>
        <source>its run is at work already</source>
        <translation>其运行已在进行</translation>
    </message>
    <message>
        <source>The program dass, which trains, is not beside this one nor on the path; install it</source>
        <translation>负责训练的程序 dass 不在本程序旁边，也不在路径中；请安装</translation>
    </message>
    <message>
        <source>cannot be made; choose another folder</source>
        <translation>无法创建；请选择其他文件夹</translation>
    </message>
    <message>
        <source>is no run that has ended; nothing was deleted</source>
        <translation>不是已结束的运行；未删除任何内容</translation>
    </message>
    <message>
        <source>the run is deleted; files that are not its own were left there</source>
        <translation>运行已删除；不属于它的文件留在了那里</translation>
    </message>
    <message>
        <source>holds a run, a specification or a model already; choose another name</source>
        <translation>已有运行、规格或模型；请换个名称</translation>
    </message>
    <message>
        <source>stop it first; nothing was deleted</source>
        <translation>请先停止它；未删除任何内容</translation>
    </message>
</context>
<context>
    <name>dass::RunHead</name>
    <message>
        <source>Epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>Train loss</source>
        <translation>训练损失</translation>
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
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 clips/s</source>
        <translation>%1 片段/秒</translation>
    </message>
    <message>
        <source>mAP, epoch %1</source>
        <translation>mAP，第 %1 轮</translation>
    </message>
    <message>
        <source>mAP at the end</source>
        <translation>最终 mAP</translation>
    </message>
</context>
<context>
    <name>dass::RunMeasure</name>
    <message>
        <source>There is no room among the temporary files</source>
        <translation>临时文件夹空间不足</translation>
    </message>
    <message>
        <source>The program dass, which trains, is not beside this one nor on the path</source>
        <translation>训练用的程序 dass 既不在本程序旁，也不在搜索路径中</translation>
    </message>
    <message>
        <source>The trial ended without saying why</source>
        <translation>试运行结束，未说明原因</translation>
    </message>
</context>
<context>
    <name>dass::RunQueue</name>
    <message>
        <source>Results are not kept for the next start.</source>
        <translation>结果不会保留到下次启动。</translation>
    </message>
    <message>
        <source>A stored result was not used.</source>
        <translation>有一个已存结果未被采用。</translation>
    </message>
</context>
<context>
    <name>dass::RunSettingsForm</name>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>&amp;Leave one core free</source>
        <translation>留出一个核心(&amp;L)</translation>
    </message>
    <message>
        <source>windows</source>
        <translation>分窗</translation>
    </message>
    <message>
        <source>dense</source>
        <translation>密集</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>For other programs, while recordings are tagged</source>
        <translation>标注录音期间留给其他程序</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>设备(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Mode</source>
        <translation>模式(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>窗长(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Hop</source>
        <translation>步长(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Pooling</source>
        <translation>池化(&amp;P)</translation>
    </message>
    <message>
        <source>P&amp;recision</source>
        <translation>精度(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Threads</source>
        <translation>线程(&amp;T)</translation>
    </message>
    <message>
        <source>Released models were trained on 10.24 s. Changes act on the next run.</source>
        <translation>已发布的模型以 10.24 秒训练。更改在下次运行时生效。</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>整段</translation>
    </message>
    <message>
        <source>Clips as in training, every hop</source>
        <translation>与训练相同的片段，每步长一个</translation>
    </message>
    <message>
        <source>One pass over longer spans, a probability every 0.32 s</source>
        <translation>对较长时段一次通过，每 0.32 秒一个概率</translation>
    </message>
    <message>
        <source>The recording as one input: what is in it, not when</source>
        <translation>整段录音作为一个输入：有什么，而非何时</translation>
    </message>
    <message>
        <source>The recording is one input: you learn what is in it, not when. Temporary files hold what memory does not. %1</source>
        <translation>整段录音是一个输入：可知其中有什么，而不知何时。内存放不下的存入临时文件。%1</translation>
    </message>
    <message>
        <source>At most as long as the window, so that no sound goes unheard</source>
        <translation>不得长于窗长，以免有声音被漏听</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>The mean of a recording&apos;s channels, or one of them alone</source>
        <translation>录音各声道的平均，或仅其中一个声道</translation>
    </message>
    <message>
        <source>&amp;Channel</source>
        <translation>声道(&amp;C)</translation>
    </message>
</context>
<context>
    <name>dass::RunSettingsPanel</name>
    <message>
        <source>Run settings</source>
        <translation>运行设置</translation>
    </message>
    <message>
        <source>Change the run settings</source>
        <translation>更改运行设置</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗长</translation>
    </message>
    <message>
        <source>Hop</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Expected time</source>
        <translation>预计时间</translation>
    </message>
    <message>
        <source>dense</source>
        <translation>密集</translation>
    </message>
    <message>
        <source>windows</source>
        <translation>分窗</translation>
    </message>
    <message>
        <source>the training length</source>
        <translation>训练长度</translation>
    </message>
    <message>
        <source>all %1</source>
        <translation>全部 %1</translation>
    </message>
    <message>
        <source>one core left free</source>
        <translation>留出一个核心</translation>
    </message>
    <message>
        <source>The time is shown here once a recording is open.</source>
        <translation>打开录音后，此处显示时间。</translation>
    </message>
    <message>
        <source>%L1 s</source>
        <translation>%L1 秒</translation>
    </message>
    <message>
        <source>Temporary files</source>
        <translation>临时文件</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>整段</translation>
    </message>
    <message>
        <source>trained on 10.24 s</source>
        <translation>以 10.24 秒训练</translation>
    </message>
    <message>
        <source>In %1 while the recording is tagged; afterwards they are gone</source>
        <translation>标注录音期间位于 %1；之后即删除</translation>
    </message>
    <message>
        <source>What the model needs while it runs, beside what the program itself takes</source>
        <translation>模型运行时所需的内存，不包括程序本身占用的部分</translation>
    </message>
    <message>
        <source>Working memory</source>
        <translation>工作内存</translation>
    </message>
    <message>
        <source>≈ %1</source>
        <translation>≈ %1</translation>
    </message>
    <message>
        <source>A rough guess; known better after the first run with this model.</source>
        <translation>粗略估计；用此模型首次运行后会更准确。</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>声道</translation>
    </message>
    <message>
        <source>%L1 alone</source>
        <translation>仅 %L1</translation>
    </message>
</context>
<context>
    <name>dass::RunWords</name>
    <message>
        <source>folder not found</source>
        <translation>找不到文件夹</translation>
    </message>
    <message>
        <source>no run</source>
        <translation>无运行</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>broken off</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>无响应</translation>
    </message>
    <message>
        <source>epoch %1 / %2</source>
        <translation>第 %1 / %2 轮</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>pausing</source>
        <translation>正在暂停</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>best mAP %1</source>
        <translation>最佳 mAP %1</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>在本机</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>在 %1 上</translation>
    </message>
    <message>
        <source>%1 %2 since %3</source>
        <translation>%2%1，自 %3 起</translation>
    </message>
    <message>
        <source>%1 %2, %3</source>
        <translation>%2%1，%3</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>The folder is not there. Is its disk connected?</source>
        <translation>文件夹不在。它的磁盘连接了吗？</translation>
    </message>
    <message>
        <source>The folder holds no run.</source>
        <translation>文件夹中没有运行。</translation>
    </message>
    <message>
        <source>It ended without saying why; process.log in its folder may know more.</source>
        <translation>它没有说明原因就结束了；其文件夹中的 process.log 也许有更多信息。</translation>
    </message>
    <message>
        <source>No sign of life from %1 since %2.</source>
        <translation>自 %2 起没有 %1 的消息。</translation>
    </message>
    <message>
        <source>fine-tuned</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>from scratch</source>
        <translation>从零开始</translation>
    </message>
    <message>
        <source>labels only</source>
        <translation>仅标签</translation>
    </message>
    <message>
        <source>%1 labels + %2 %3, T = %4</source>
        <translation>%1 标签 + %2 %3，T = %4</translation>
    </message>
    <message>
        <source>%1 cores</source>
        <translation>%1 个核心</translation>
    </message>
    <message>
        <source>%1 % waiting for clips</source>
        <translation>%1 % 的时间等待片段</translation>
    </message>
    <message>
        <source>stopped, best mAP %1</source>
        <translation>已停止，最佳 mAP %1</translation>
    </message>
    <message>
        <source>Its process is gone: it was ended, as the system does where memory is short, or the computer was. Resume goes on from the last checkpoint.</source>
        <translation>进程已不在：它被终止（内存不足时系统会这样做），或计算机被关闭了。“继续”会从上一个检查点接着进行。</translation>
    </message>
    <message>
        <source>scoring the model</source>
        <translation>正在评估模型</translation>
    </message>
    <message>
        <source>only %1 of disk space free</source>
        <translation>磁盘仅剩 %1</translation>
    </message>
    <message>
        <source>%1 of disk space free</source>
        <translation>磁盘可用 %1</translation>
    </message>
    <message>
        <source>Little disk space is left: the run will still write about %1, and %2 are free. Make room, or pause it until there is.</source>
        <translation>磁盘空间不足：该运行还将写入约 %1，可用 %2。请腾出空间，或暂停到有空间为止。</translation>
    </message>
</context>
<context>
    <name>dass::RunsPanel</name>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Several selected runs are laid over each other in the curves.</source>
        <translation>选中的多个运行在曲线中叠加显示。</translation>
    </message>
    <message>
        <source>%1 in all</source>
        <translation>共 %1</translation>
    </message>
    <message>
        <source>%1 running, %2 in all</source>
        <translation>%1 个运行中，共 %2</translation>
    </message>
</context>
<context>
    <name>dass::SamplePreview</name>
    <message>
        <source>Spectrogram of %1</source>
        <translation>%1 的频谱图</translation>
    </message>
    <message>
        <source>%1 of made-up sounds</source>
        <translation>%1 合成声音</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
</context>
<context>
    <name>dass::ScoresPanel</name>
    <message>
        <source>Scores</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Relative drop</source>
        <translation>相对下降</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>排名</translation>
    </message>
    <message>
        <source>Bar: in the mixture. Mark: the needle alone, 10.24 s</source>
        <translation>条形：混合音中。标线：针单独时（10.24 秒）</translation>
    </message>
    <message>
        <source>What else the model hears</source>
        <translation>模型还听到什么</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Mixture</source>
        <translation>混合音</translation>
    </message>
    <message>
        <source>Alone</source>
        <translation>单独</translation>
    </message>
    <message>
        <source>Nothing heard yet</source>
        <translation>尚未听到</translation>
    </message>
    <message>
        <source>10 s baseline %1</source>
        <translation>10 秒基线 %1</translation>
    </message>
    <message>
        <source>%1 (alone: %2)</source>
        <translation>%1（单独：%2）</translation>
    </message>
    <message>
        <source>Among %1 tags</source>
        <translation>共 %1 个标签</translation>
    </message>
    <message>
        <source>quick, of %1 around it</source>
        <translation>快速，取自周围 %1</translation>
    </message>
    <message>
        <source>exact, %1</source>
        <translation>精确，%1</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>精确</translation>
    </message>
    <message>
        <source>Needles of the mixture</source>
        <translation>混合音中的针</translation>
    </message>
    <message>
        <source>Needle</source>
        <translation>针</translation>
    </message>
    <message>
        <source>not in the mixture</source>
        <translation>不在混合音中</translation>
    </message>
    <message>
        <source>rank %1, alone %2</source>
        <translation>排名 %1，单独 %2</translation>
    </message>
</context>
<context>
    <name>dass::SessionActions</name>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>Open sess&amp;ion…</source>
        <translation>打开会话(&amp;I)…</translation>
    </message>
    <message>
        <source>Recent sessio&amp;ns</source>
        <translation>最近的会话(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Save session</source>
        <translation>保存会话(&amp;S)</translation>
    </message>
    <message>
        <source>Save session &amp;as…</source>
        <translation>会话另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>C&amp;lose session</source>
        <translation>关闭会话(&amp;L)</translation>
    </message>
    <message>
        <source>Restore &amp;unsaved work</source>
        <translation>恢复未保存的工作(&amp;U)</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>Unsaved session[*]</source>
        <translation>未保存的会话[*]</translation>
    </message>
    <message>
        <source>One session is open at a time.</source>
        <translation>同一时间只能打开一个会话。</translation>
    </message>
    <message>
        <source>“%1” was opened.</source>
        <translation>已打开“%1”。</translation>
    </message>
    <message>
        <source>Save the changes before another session is opened?</source>
        <translation>打开另一个会话前保存更改吗？</translation>
    </message>
    <message>
        <source>Open session</source>
        <translation>打开会话</translation>
    </message>
    <message>
        <source>Sessions (*%1)</source>
        <translation>会话 (*%1)</translation>
    </message>
    <message>
        <source>Save the changes before the session is closed?</source>
        <translation>关闭会话前保存更改吗？</translation>
    </message>
    <message>
        <source>Save session</source>
        <translation>保存会话</translation>
    </message>
    <message>
        <source>What is open was not saved as a session yet. Corrections and results of finished recordings are kept either way.</source>
        <translation>当前打开的内容尚未保存为会话。无论如何，修正和已完成录音的结果都会保留。</translation>
    </message>
    <message>
        <source>“%1” has changed since it was saved.</source>
        <translation>“%1”在保存后有更改。</translation>
    </message>
    <message>
        <source>Do&amp;n’t save</source>
        <translation>不保存(&amp;N)</translation>
    </message>
    <message>
        <source>Save the changes before the window is closed?</source>
        <translation>关闭窗口前保存更改吗？</translation>
    </message>
    <message>
        <source>DASS Studio ended before your work was saved.</source>
        <translation>DASS Studio 在保存您的工作之前已退出。</translation>
    </message>
    <message>
        <source>It was kept on %1.</source>
        <translation>已于 %1 保留。</translation>
    </message>
    <message>
        <source>Save the changes before the earlier work is restored?</source>
        <translation>恢复先前的工作前保存更改吗？</translation>
    </message>
    <message>
        <source>&amp;Locate…</source>
        <translation>定位(&amp;L)…</translation>
    </message>
    <message>
        <source>Where is %1?</source>
        <translation>%1 在哪里？</translation>
    </message>
    <message>
        <source>%1;;All files (*)</source>
        <translation>%1;;所有文件 (*)</translation>
    </message>
    <message>
        <source>Restore the earlier work in place of what is open?</source>
        <translation>恢复先前的工作并取代当前打开的内容吗？</translation>
    </message>
    <message>
        <source>1 recording is open now. A run that goes on is cancelled.</source>
        <translation>当前打开了 1 个录音。正在进行的运行将被取消。</translation>
    </message>
    <message numerus="yes">
        <source>%n recordings are open now. A run that goes on is cancelled.</source>
        <translation>
            <numerusform>当前打开了 %n 个录音。正在进行的运行将被取消。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Restore and keep them open</source>
        <translation>恢复并保持打开(&amp;R)</translation>
    </message>
    <message>
        <source>Re&amp;place them</source>
        <translation>取代(&amp;P)</translation>
    </message>
    <message>
        <source>The unsaved work was not restored.</source>
        <translation>未保存的工作没有恢复。</translation>
    </message>
    <message>
        <source>What is open was changed meanwhile. Restore it again to be asked about that first.</source>
        <translation>当前打开的内容在此期间已更改。请再次恢复，届时会先询问如何处理。</translation>
    </message>
    <message>
        <source>“%1” was not saved: the session that it was for was closed meanwhile.</source>
        <translation>“%1”未保存：该名称所对应的会话已在此期间关闭。</translation>
    </message>
</context>
<context>
    <name>dass::SessionKeeper</name>
    <message>
        <source>The session could not be saved.</source>
        <translation>无法保存会话。</translation>
    </message>
    <message>
        <source>Unsaved work could not be kept for the case of a crash.</source>
        <translation>无法为应对崩溃而保留未保存的工作。</translation>
    </message>
    <message>
        <source>The session could not be opened.</source>
        <translation>无法打开会话。</translation>
    </message>
    <message>
        <source>Results of this session could not be read.</source>
        <translation>无法读取此会话的结果。</translation>
    </message>
    <message>
        <source>The model of this session is not there.</source>
        <translation>此会话的模型不存在。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; was moved or removed. Its tags are shown; runs take the present model.</source>
        <translation>“%1”已被移动或删除。仍显示其标签；运行时使用当前模型。</translation>
    </message>
    <message>
        <source>That recording is open already.</source>
        <translation>该录音已打开。</translation>
    </message>
</context>
<context>
    <name>dass::Settings</name>
    <message>
        <source>Settings could not be read: the defaults are used.</source>
        <translation>无法读取设置：使用默认值。</translation>
    </message>
    <message>
        <source>The old ones are kept as %1.</source>
        <translation>原设置已保留为 %1。</translation>
    </message>
    <message>
        <source>%1 is no file of settings and could not be renamed; remove it, else nothing is remembered.</source>
        <translation>%1 不是设置文件且无法重命名；请将其删除，否则无法记住任何设置。</translation>
    </message>
    <message>
        <source>Settings are those of a newer version.</source>
        <translation>设置来自更新的版本。</translation>
    </message>
    <message>
        <source>What this one does not know has its default; a copy is kept as %1.</source>
        <translation>此版本不认识的设置采用默认值；副本已保留为 %1。</translation>
    </message>
</context>
<context>
    <name>dass::ShortcutEditor</name>
    <message>
        <source>&amp;Take them from there</source>
        <translation>改归此操作(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;No keys</source>
        <translation>清除按键(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;As at first</source>
        <translation>恢复默认(&amp;A)</translation>
    </message>
    <message>
        <source>All as at &amp;first</source>
        <translation>全部恢复默认(&amp;F)</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Find an action or keys</source>
        <translation>查找操作或按键</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>操作及其按键</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>新按键</translation>
    </message>
    <message>
        <source>Press the keys that the action is to have; Esc leaves the field</source>
        <translation>按下要赋予该操作的按键；Esc 离开输入框</translation>
    </message>
    <message>
        <source>The action keeps its place in the menu</source>
        <translation>该操作仍保留在菜单中</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Every action has the program&apos;s own keys again</source>
        <translation>所有操作恢复程序默认的按键</translation>
    </message>
    <message>
        <source>%1 opens the menu “%2”.</source>
        <translation>%1 用于打开“%2”菜单。</translation>
    </message>
    <message>
        <source>%1 is what “%2” has.</source>
        <translation>%1 已由“%2”使用。</translation>
    </message>
    <message>
        <source>No action is called so</source>
        <translation>没有这样的操作</translation>
    </message>
    <message>
        <source>Without keys</source>
        <translation>无按键</translation>
    </message>
</context>
<context>
    <name>dass::ShortcutTable</name>
    <message>
        <source>Changed; without keys at first</source>
        <translation>已更改；默认无按键</translation>
    </message>
    <message>
        <source>Changed; at first %1</source>
        <translation>已更改；默认为 %1</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
</context>
<context>
    <name>dass::ShortcutsDialog</name>
    <message>
        <source>In the plots: click to seek, drag to select, wheel to zoom at the pointer, Shift + wheel to pan.</source>
        <translation>在图中：单击定位，拖动选择，滚轮以指针为中心缩放，Shift + 滚轮平移。</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>C&amp;hange…</source>
        <translation>更改(&amp;H)…</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>操作及其按键</translation>
    </message>
</context>
<context>
    <name>dass::SoundOutput</name>
    <message>
        <source>There is no sound output on this computer; connect or enable one and play again.</source>
        <translation>本机没有声音输出设备；请连接或启用后重新播放。</translation>
    </message>
    <message>
        <source>The sound output “%1” takes neither 16-bit nor floating-point samples; choose another one in the system&apos;s settings.</source>
        <translation>声音输出“%1”既不支持 16 位也不支持浮点采样；请在系统设置中选择其他设备。</translation>
    </message>
    <message>
        <source>The sound output stopped working; choose one in the system&apos;s settings and play again.</source>
        <translation>声音输出停止工作；请在系统设置中选择设备后重新播放。</translation>
    </message>
    <message>
        <source>The sound output “%1” could not be opened; another program may be using it.</source>
        <translation>无法打开声音输出“%1”；可能正被其他程序使用。</translation>
    </message>
</context>
<context>
    <name>dass::SpanSelection</name>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>选区</translation>
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
        <translation>相对于录音中最响之处</translation>
    </message>
    <message>
        <source>Lowest level</source>
        <translation>最低电平</translation>
    </message>
    <message>
        <source>Highest level</source>
        <translation>最高电平</translation>
    </message>
    <message>
        <source>Colours of the spectrogram</source>
        <translation>频谱图的颜色</translation>
    </message>
    <message>
        <source>Frequency axis</source>
        <translation>频率轴</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>颜色(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Frequency axis</source>
        <translation>频率轴(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Lowest level</source>
        <translation>最低电平(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Highest level</source>
        <translation>最高电平(&amp;H)</translation>
    </message>
    <message>
        <source>The model&apos;s 128 mel bands on every axis: on the linear and the logarithmic one as wide as they are.</source>
        <translation>各坐标轴上均为模型的 128 个梅尔频带；在线性轴和对数轴上按其实际宽度绘制。</translation>
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
        <translation>速度与增益(&amp;E)</translation>
    </message>
    <message>
        <source>Speed %1</source>
        <translation>速度 %1</translation>
    </message>
    <message>
        <source>&amp;Slower</source>
        <translation>减速(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Faster</source>
        <translation>加速(&amp;F)</translation>
    </message>
    <message>
        <source>Gain %1</source>
        <translation>增益 %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>dass::StartDialog</name>
    <message>
        <source>As in the file</source>
        <translation>以文件为准</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>Start of %1</source>
        <translation>%1 的开始时间</translation>
    </message>
    <message>
        <source>2024-05-31 04:30:00</source>
        <translation>2024-05-31 04:30:00</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>日期和时间</translation>
    </message>
    <message>
        <source>UTC+2, or empty if unknown</source>
        <translation>UTC+8 或留空</translation>
    </message>
    <message>
        <source>Offset from UTC</source>
        <translation>与 UTC 的时差</translation>
    </message>
    <message>
        <source>Take what the file says of itself</source>
        <translation>采用文件自身记录的信息</translation>
    </message>
    <message>
        <source>The file does not say when it began</source>
        <translation>文件未记录开始时间</translation>
    </message>
    <message>
        <source>&amp;Date and time</source>
        <translation>日期和时间(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Zone</source>
        <translation>时区(&amp;Z)</translation>
    </message>
    <message>
        <source>The file does not say when it began.</source>
        <translation>文件未记录开始时间。</translation>
    </message>
    <message>
        <source>Write date and time as 2024-05-31 04:30:00.</source>
        <translation>请按 2024-05-31 04:30:00 的格式输入日期和时间。</translation>
    </message>
    <message>
        <source>Write the zone as UTC+2 or UTC−3:30, or leave it empty.</source>
        <translation>请按 UTC+8 或 UTC−3:30 的格式输入时区，或留空。</translation>
    </message>
</context>
<context>
    <name>dass::StartText</name>
    <message>
        <source>from the file&apos;s GUANO chunk</source>
        <translation>取自文件的 GUANO 数据块</translation>
    </message>
    <message>
        <source>from the file&apos;s comment</source>
        <translation>取自文件的注释</translation>
    </message>
    <message>
        <source>from the container&apos;s creation time</source>
        <translation>取自容器的创建时间</translation>
    </message>
    <message>
        <source>from the file&apos;s name</source>
        <translation>取自文件名</translation>
    </message>
    <message>
        <source>typed</source>
        <translation>手动输入</translation>
    </message>
</context>
<context>
    <name>dass::TagDialog</name>
    <message>
        <source>Find a tag</source>
        <translation>查找标签</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>Tags to choose from</source>
        <translation>可选标签</translation>
    </message>
    <message>
        <source>No tag is chosen</source>
        <translation>未选择标签</translation>
    </message>
</context>
<context>
    <name>dass::TagLists</name>
    <message>
        <source>Tag lists</source>
        <translation>标签列表</translation>
    </message>
    <message>
        <source>&amp;Draw the tags of a file…</source>
        <translation>绘制文件中的标签(&amp;D)…</translation>
    </message>
    <message>
        <source>Tags to draw</source>
        <translation>要绘制的标签</translation>
    </message>
    <message>
        <source>&amp;Keep only the tags of a file…</source>
        <translation>仅保留文件中的标签(&amp;K)…</translation>
    </message>
    <message>
        <source>Tags to keep</source>
        <translation>要保留的标签</translation>
    </message>
    <message>
        <source>Leave &amp;out the tags of a file…</source>
        <translation>排除文件中的标签(&amp;O)…</translation>
    </message>
    <message>
        <source>Tags to leave out</source>
        <translation>要排除的标签</translation>
    </message>
    <message>
        <source>&amp;Save the drawn tags…</source>
        <translation>保存已绘制的标签(&amp;S)…</translation>
    </message>
    <message>
        <source>Save the drawn tags</source>
        <translation>保存已绘制的标签</translation>
    </message>
    <message>
        <source>Save the tags to k&amp;eep…</source>
        <translation>保存要保留的标签(&amp;E)…</translation>
    </message>
    <message>
        <source>Save the tags to keep</source>
        <translation>保存要保留的标签</translation>
    </message>
    <message>
        <source>Save the tags to &amp;leave out…</source>
        <translation>保存要排除的标签(&amp;L)…</translation>
    </message>
    <message>
        <source>Save the tags to leave out</source>
        <translation>保存要排除的标签</translation>
    </message>
    <message>
        <source>&amp;Forget both lists</source>
        <translation>清除两个列表(&amp;F)</translation>
    </message>
    <message>
        <source>Lists of tags (*.txt);;All files (*)</source>
        <translation>标签列表 (*.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>The list of tags could not be read.</source>
        <translation>无法读取标签列表。</translation>
    </message>
    <message>
        <source>%1 names no tag of this model; nothing was changed.</source>
        <translation>%1 中没有此模型的标签；未作任何更改。</translation>
    </message>
    <message numerus="yes">
        <source>%n lines of %1 were skipped.</source>
        <translation>
            <numerusform>已跳过 %1 中的 %n 行。</numerusform>
        </translation>
    </message>
    <message>
        <source>Drawn tags</source>
        <translation>已绘制的标签</translation>
    </message>
    <message>
        <source>The list of tags could not be written.</source>
        <translation>无法写入标签列表。</translation>
    </message>
    <message>
        <source>&amp;Tag lists</source>
        <translation>标签列表(&amp;T)</translation>
    </message>
</context>
<context>
    <name>dass::TagsDelegate</name>
    <message>
        <source>Threshold of %1</source>
        <translation>%1 的阈值</translation>
    </message>
</context>
<context>
    <name>dass::TagsModel</name>
    <message>
        <source>Colour %1, dashed</source>
        <translation>颜色 %1，虚线</translation>
    </message>
    <message>
        <source>Colour %1</source>
        <translation>颜色 %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>&amp;Colour</source>
        <translation>颜色(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Draw only this tag</source>
        <translation>仅绘制此标签(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Keep only this and what is below</source>
        <translation>仅保留此项及其下级(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Keep only this</source>
        <translation>仅保留此项(&amp;K)</translation>
    </message>
    <message>
        <source>Keep this and what is below, &amp;too</source>
        <translation>同时保留此项及其下级(&amp;T)</translation>
    </message>
    <message>
        <source>Keep this, &amp;too</source>
        <translation>同时保留此项(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Leave out this and what is below</source>
        <translation>排除此项及其下级(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Leave this out</source>
        <translation>排除此项(&amp;L)</translation>
    </message>
    <message>
        <source>%L1 s</source>
        <translation>%L1 秒</translation>
    </message>
    <message>
        <source>%L1 min</source>
        <translation>%L1 分</translation>
    </message>
    <message>
        <source>%L1 h</source>
        <translation>%L1 小时</translation>
    </message>
    <message>
        <source>%1 is left out by the tag lists</source>
        <translation>%1 已被标签列表排除</translation>
    </message>
    <message>
        <source>%1
Ticks all below it; with Ctrl only this tag</source>
        <translation>%1
勾选其所有下级；按住 Ctrl 则仅此标签</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>%1 has this threshold of its own
A click or Enter changes it</source>
        <translation>%1 使用这个单独的阈值
单击或按 Enter 可更改</translation>
    </message>
    <message>
        <source>%1 has the threshold of all tags
A click or Enter gives it one of its own</source>
        <translation>%1 使用所有标签共用的阈值
单击或按 Enter 可单独设定</translation>
    </message>
</context>
<context>
    <name>dass::TagsPanel</name>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Tag lists: keep, leave out or draw the tags of a file</source>
        <translation>标签列表：保留、排除或绘制文件中的标签</translation>
    </message>
    <message>
        <source>Probabilities appear while a recording is being tagged. Tick a tag to draw its curve.</source>
        <translation>标注录音时会显示概率。勾选标签即可绘制其曲线。</translation>
    </message>
    <message>
        <source>Find a tag</source>
        <translation>查找标签</translation>
    </message>
    <message>
        <source>Acts at once on the stored probabilities.</source>
        <translation>立即作用于已存的概率。</translation>
    </message>
    <message>
        <source>&amp;Threshold</source>
        <translation>阈值(&amp;T)</translation>
    </message>
    <message>
        <source>Probability from which a tag counts as heard</source>
        <translation>达到此概率的标签视为听到</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Ran&amp;k by</source>
        <translation>排序依据(&amp;K)</translation>
    </message>
    <message>
        <source>maximum</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>time above threshold</source>
        <translation>超过阈值的时间</translation>
    </message>
    <message>
        <source>Rank by</source>
        <translation>排序依据</translation>
    </message>
    <message>
        <source>What is shown of each tag, and which tags come first in the list, the heat strip and among those that are drawn by themselves</source>
        <translation>决定每个标签显示的数值，以及在列表、热力条和自动绘制的标签中的先后顺序</translation>
    </message>
    <message>
        <source>L&amp;ist instead of the tree</source>
        <translation>用列表代替树(&amp;I)</translation>
    </message>
    <message>
        <source>Heat strip</source>
        <translation>热力条</translation>
    </message>
    <message>
        <source>top %1</source>
        <translation>前 %1 个</translation>
    </message>
    <message>
        <source>Tags in the heat strip</source>
        <translation>热力条中的标签</translation>
    </message>
    <message>
        <source>%1 kept</source>
        <translation>保留 %1 个</translation>
    </message>
    <message>
        <source>%1 tags</source>
        <translation>%1 个标签</translation>
    </message>
    <message>
        <source>%1 of %2 drawn</source>
        <translation>已绘制 %1/%2</translation>
    </message>
    <message>
        <source>Save the &amp;sound of its events…</source>
        <translation>保存其事件的声音(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Own threshold…</source>
        <translation>单独的阈值(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Remove own threshold</source>
        <translation>移除单独的阈值(&amp;R)</translation>
    </message>
    <message>
        <source>Remove &amp;all own thresholds</source>
        <translation>移除所有单独的阈值(&amp;A)</translation>
    </message>
    <message>
        <source>Tags with a threshold of their own: %L1</source>
        <translation>有单独阈值的标签：%L1 个</translation>
    </message>
</context>
<context>
    <name>dass::TeacherList</name>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
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
        <translation>自身平均（EMA）</translation>
    </message>
    <message>
        <source>stored outputs</source>
        <translation>已存输出</translation>
    </message>
    <message>
        <source>TorchScript</source>
        <translation>TorchScript</translation>
    </message>
    <message>
        <source>Kind of the teacher</source>
        <translation>教师类型</translation>
    </message>
    <message>
        <source>File of the teacher</source>
        <translation>教师文件</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Choose the teacher’s file</source>
        <translation>选择教师文件</translation>
    </message>
    <message>
        <source>Weight of the teacher</source>
        <translation>教师权重</translation>
    </message>
    <message>
        <source>Weight in the mean of the teachers</source>
        <translation>在教师平均中的权重</translation>
    </message>
    <message>
        <source>Without this teacher</source>
        <translation>去掉该教师</translation>
    </message>
    <message>
        <source>Outputs for the evaluation list</source>
        <translation>评估列表的输出</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Choose the outputs for the evaluation list</source>
        <translation>选择评估列表的输出</translation>
    </message>
    <message>
        <source>spectrogram</source>
        <translation>频谱图</translation>
    </message>
    <message>
        <source>waveform</source>
        <translation>波形</translation>
    </message>
    <message>
        <source>What the teacher hears</source>
        <translation>教师听到的输入</translation>
    </message>
    <message>
        <source>Sample rate that the teacher hears</source>
        <translation>教师听到的采样率</translation>
    </message>
    <message>
        <source>I trust who made this file</source>
        <translation>我信任此文件的制作者</translation>
    </message>
    <message>
        <source>A TorchScript file is a program: it runs with all your rights.</source>
        <translation>TorchScript 文件是一个程序：它以您的全部权限运行。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Hears</source>
        <translation>听到的输入</translation>
    </message>
    <message>
        <source>Weights and outputs (*.safetensors *.pth *.pt *.ckpt *.npy);;All files (*)</source>
        <translation>权重和输出 (*.safetensors *.pth *.pt *.ckpt *.npy);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Stored outputs (*.npy *.safetensors);;All files (*)</source>
        <translation>已存储的输出 (*.npy *.safetensors);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>dass::TestedModel</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The model that is tested</source>
        <translation>受测模型</translation>
    </message>
    <message>
        <source>%1, sinusoidal positions</source>
        <translation>%1，正弦位置</translation>
    </message>
    <message>
        <source>The cell&apos;s model is not there</source>
        <translation>单元格的模型不在</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is missing; the present model is kept</source>
        <translation>“%1”缺失；保留当前模型</translation>
    </message>
    <message>
        <source>The chosen model is not there at present.</source>
        <translation>所选模型目前不在。</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is taken again when it is; meanwhile Analyze&apos;s model is tested.</source>
        <translation>“%1”恢复后会重新使用；在此之前测试“分析”中的模型。</translation>
    </message>
</context>
<context>
    <name>dass::TextFormat</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
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
        <translation>%1 k</translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation>%1 M</translation>
    </message>
    <message>
        <source>%1.</source>
        <comment>a sentence</comment>
        <translation>%1。</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>%1 × real time</source>
        <translation>%1 倍实时</translation>
    </message>
</context>
<context>
    <name>dass::ThemeMenu</name>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
</context>
<context>
    <name>dass::TimeDialog</name>
    <message>
        <source>Go</source>
        <translation>转到</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>Go to time</source>
        <translation>转到时间</translation>
    </message>
    <message>
        <source>hh:mm:ss.s</source>
        <translation>时:分:秒</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>The recording ends at %1.</source>
        <translation>录音结束于 %1。</translation>
    </message>
    <message>
        <source>Write a time as 1:02:03.5, 2:03 or 93.5.</source>
        <translation>请按 1:02:03.5、2:03 或 93.5 的格式输入时间。</translation>
    </message>
    <message>
        <source>Time of day, from %1 to %2</source>
        <translation>时刻，从 %1 到 %2</translation>
    </message>
    <message>
        <source>Up to %1</source>
        <translation>最大 %1</translation>
    </message>
</context>
<context>
    <name>dass::TransportBar</name>
    <message>
        <source>Mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>Volume %1 %</source>
        <translation>音量 %1%</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop the run; what is tagged stays</source>
        <translation>停止运行；已标注的部分保留</translation>
    </message>
    <message>
        <source>Next failed</source>
        <translation>下一个失败项</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Go on from where the run stands</source>
        <translation>从运行停下的位置继续</translation>
    </message>
    <message>
        <source>Hold the run up; it goes on from where it stands</source>
        <translation>暂停运行；可从停下的位置继续</translation>
    </message>
    <message>
        <source>Speed and gain of what is played: %1</source>
        <translation>播放的速度与增益：%1</translation>
    </message>
    <message>
        <source>Speed and gain, %1</source>
        <translation>速度与增益，%1</translation>
    </message>
    <message>
        <source>Channels that are heard: %1</source>
        <translation>收听的声道：%1</translation>
    </message>
    <message>
        <source>Listen to: %1</source>
        <translation>收听：%1</translation>
    </message>
</context>
<context>
    <name>dass::TypedNumbers</name>
    <message>
        <source>“%1” is no number from %2 to %3</source>
        <translation>“%1”不是 %2 到 %3 之间的数</translation>
    </message>
</context>
<context>
    <name>dass::ValueSlider</name>
    <message>
        <source>%1, slider</source>
        <translation>%1，滑块</translation>
    </message>
</context>
<context>
    <name>dass::ViewChoices</name>
    <message>
        <source>C&amp;urve names</source>
        <translation>曲线名称(&amp;U)</translation>
    </message>
    <message>
        <source>Tags are named at their probability curves, in pictures too</source>
        <translation>在概率曲线旁标出标签名称，图片中也一样</translation>
    </message>
    <message>
        <source>Events of &amp;all tags</source>
        <translation>所有标签的事件(&amp;A)</translation>
    </message>
</context>
<context>
    <name>dass::Workspaces</name>
    <message>
        <source>Wor&amp;kspace</source>
        <translation>工作区(&amp;K)</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Says what is heard when, in recordings of any length.</source>
        <translation>告诉您任意长度的录音中，何时听到了什么。</translation>
    </message>
    <message>
        <source>Weights file or model folder to tag with.</source>
        <translation>用于标注的权重文件或模型文件夹。</translation>
    </message>
    <message>
        <source>Colours: light, dark or system.</source>
        <translation>颜色：light、dark 或 system。</translation>
    </message>
    <message>
        <source>Recordings and folders, or a session, to open.</source>
        <translation>要打开的录音、文件夹或会话。</translation>
    </message>
</context>
</TS>
