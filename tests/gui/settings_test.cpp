#include "app/session/settings.h"

#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace dass;

namespace {

// As version 1 of the settings was written, which did not name its version.
constexpr const char* kVersion1 = R"([files]
folder=/sounds
recent=/sounds/dawn.wav, "/sounds/with, comma.flac"

[layout]
columns=@ByteArray(\0\0\0\xff\0\0\0\x1\0\0\0\x3\0\0\0\xd0\0\0'\x10\0\0\0\xf8\x1\xff\xff\xff\xff\x1\0\0\0\x1\0)
left_shown=false
right_shown=true

[model]
path=/models/own.safetensors

[playback]
loop=true
volume=0.25

[results]
limit_bytes=500000000

[run]
device=auto
hop=0.5
mode=dense
pooling=max
precision=bf16
threads=-1
when_opened=false
window=5.12

[speed]
0123456789ab_fp32_0_windows_10.24=91.5

[tags]
colours=3 /m/0bt9lr
kept=@Invalid()
left_out=/m/09x0r, /m/04rlf

[view]
all_tags=true
colour_map=viridis
end_threshold=0.125
frequency_scale=log
heat_strip=7
highest_db=-6
lowest_db=-70
merge_gap=1.5
rank=2
ranked_list=true
roll_up=true
shortest=0.25
smoothing=median
smoothing_rows=9
threshold=0.42
time_of_day=true
top_k=4

[window]
theme=dark
)";

} // namespace

// Settings from one version of the program to the next.
class SettingsTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void takesOverVersion1();
    void migratesOnce();
    void survivesValuesThatMeanNothing();
    void keepsTheHopWithinTheWindow();
    void runsThatDifferAreTwo();
    void keepsWhichChannelsAreHeard();
    void keepsASettingsFileThatCannotBeRead_data();
    void keepsASettingsFileThatCannotBeRead();
    void keepsThoseOfANewerVersion();
    void startsWithoutAny();
    void doesNotWaitForTheDisk();

private:
    QString file() const { return m_folder->filePath("settings.ini"); }
    void write(const QByteArray& bytes) const
    {
        QFile store(file());
        QVERIFY(store.open(QIODevice::WriteOnly));
        store.write(bytes);
    }
    QStringList names() const { return QDir(m_folder->path()).entryList(QDir::Files); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void SettingsTest::takesOverVersion1()
{
    write(kVersion1);
    const Settings settings(file());
    QCOMPARE(settings.trouble().title, QString());
    const ViewSettings view{0.42, 1.5, 0.25, 4, 7, true, 0.125, Smoothing::Median, 9, true, TagRank::SecondsAbove,
                            true};
    QVERIFY(settings.view() == view);
    RunSettings run;
    run.tagging.mode = TaggingMode::Dense;
    run.tagging.windowSeconds = 5.12;
    run.tagging.hopSeconds = 0.5;
    run.tagging.pooling = Pooling::Max;
    run.precision = Precision::Bf16;
    run.threads = RunSettings::kOneCoreFree;
    QVERIFY(settings.run() == run);
    QVERIFY(settings.spectrogram() == (SpectrogramChoice{"viridis", "log", -70, -6}));
    QCOMPARE(settings.recentFiles(), (QStringList{"/sounds/dawn.wav", "/sounds/with, comma.flac"}));
    QCOMPARE(settings.recentSessions(), QStringList());
    QCOMPARE(settings.lastFolder(), QString("/sounds"));
    QCOMPARE(settings.modelPath(), QString("/models/own.safetensors"));
    QCOMPARE(settings.theme(), QString("dark"));
    QCOMPARE(settings.volume(), 0.25);
    QVERIFY(settings.loop());
    QVERIFY(settings.timeOfDay());
    QVERIFY(!settings.tagWhenOpened());
    QVERIFY(!settings.panelShown("left"));
    QVERIFY(settings.layout("columns").startsWith(QByteArray("\0\0\0\xff", 4)));
    QCOMPARE(settings.resultsLimit(), std::uint64_t{500'000'000});
    QCOMPARE(settings.tagNotes("left_out"), (QStringList{"/m/09x0r", "/m/04rlf"}));
    QCOMPARE(settings.tagNotes("colours"), QStringList{"3 /m/0bt9lr"});
    QCOMPARE(settings.measuredSpeed("0123456789ab_fp32_0_windows_10.24"), 91.5);
}

void SettingsTest::migratesOnce()
{
    write(kVersion1);
    {
        Settings settings(file());
        ViewSettings view = settings.view();
        view.rank = TagRank::Mean;
        settings.setView(view);
    }
    const QSettings store(file(), QSettings::IniFormat);
    QCOMPARE(store.value("settings/version").toInt(), kSettingsVersion);
    QCOMPARE(store.value("view/rank").toString(), QString("mean"));
    QVERIFY(Settings(file()).view().rank == TagRank::Mean);
    QCOMPARE(names(), QStringList{"settings.ini"});
}

void SettingsTest::survivesValuesThatMeanNothing()
{
    write("[settings]\nversion=soon\n[view]\nthreshold=lots\nrank=17\ntop_k=-3\nsmoothing=gauss\n"
          "[run]\nwindow=nan\nhop=1e99\npooling=never\nthreads=9999999\n[results]\nlimit_bytes=-1\n");
    const Settings settings(file());
    QVERIFY(settings.view() == ViewSettings());
    QVERIFY(settings.run() == RunSettings());
    QCOMPARE(settings.resultsLimit(), Settings::kResultsLimit);
}

void SettingsTest::keepsTheHopWithinTheWindow()
{
    write("[run]\nmode=dense\nwindow=1\nhop=5\n");
    const RunSettings run = Settings(file()).run();
    QCOMPARE(run.tagging.windowSeconds, 1.0);
    QCOMPARE(run.tagging.hopSeconds, 1.0);
}

void SettingsTest::runsThatDifferAreTwo()
{
    RunSettings tiles;
    tiles.tagging.tileFrames = 4096;
    RunSettings scratch;
    scratch.tagging.scratchFolder = "/scratch";
    RunSettings channel;
    channel.tagging.channel = 1;
    for (const RunSettings& run : {tiles, scratch, channel}) {
        QVERIFY(run == RunSettings(run));
        QVERIFY(run != RunSettings());
    }
}

void SettingsTest::keepsWhichChannelsAreHeard()
{
    using Kind = HeardChannels::Kind;
    const HeardChannels asTagged;
    const HeardChannels all{.kind = Kind::All};
    const HeardChannels third{.kind = Kind::One, .one = 2};
    QVERIFY(Settings(file()).heardChannels() == asTagged);
    for (const HeardChannels& heard : {all, third, asTagged}) {
        Settings(file()).setHeardChannels(heard);
        QVERIFY(Settings(file()).heardChannels() == heard);
    }
    for (const char* nonsense : {"loud", "0", "-1", "65", "1e99"}) {
        write(QByteArray("[settings]\nversion=2\n[playback]\nchannel=") + nonsense + '\n');
        QVERIFY2(Settings(file()).heardChannels() == asTagged, nonsense);
    }
    const std::optional<int> none;
    for (const std::optional<int> tagged : {none, std::optional(1)}) {
        QVERIFY(asTagged.of(4, tagged) == tagged);
        QVERIFY(all.of(4, tagged) == none);
        QVERIFY(third.of(4, tagged) == 2);
        QVERIFY(third.of(2, tagged) == none); // it is not there
        QVERIFY(third.of(0, tagged) == 2);    // it may be there
    }
}

void SettingsTest::keepsASettingsFileThatCannotBeRead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no settings at all") << QByteArray("this is no file of settings\nnor is this\n");
    QTest::newRow("cut off") << QByteArray(kVersion1).left(500) + "\n[vi";
    QTest::newRow("bytes") << QByteArray("\x7f"
                                         "ELF\0\1\2\3\n\n\xff\xfe\n",
                                         14)
                                  .repeated(40);
    QTest::newRow("far too large") << QByteArray("[files]\nfolder=x\n") + QByteArray(5 << 20, ';');
}

void SettingsTest::keepsASettingsFileThatCannotBeRead()
{
    QFETCH(QByteArray, bytes);
    write(bytes);
    {
        Settings settings(file());
        QVERIFY(!settings.trouble().title.isEmpty());
        QVERIFY2(settings.trouble().text.contains("settings.ini.damaged"), qPrintable(settings.trouble().text));
        QVERIFY(settings.view() == ViewSettings());
        settings.setTheme("dark");
    }
    QFile aside(file() + ".damaged");
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), bytes);
    const Settings again(file());
    QCOMPARE(again.trouble().title, QString());
    QCOMPARE(again.theme(), QString("dark"));
}

void SettingsTest::keepsThoseOfANewerVersion()
{
    write("[settings]\nversion=99\n[view]\nthreshold=0.75\nrank=by_colour\n[future]\nkey=value\n");
    {
        Settings settings(file());
        QVERIFY(settings.trouble().text.contains("settings.ini.version-99"));
        QCOMPARE(settings.view().threshold, 0.75);
        QVERIFY(settings.view().rank == TagRank::Maximum);
        settings.setTheme("dark");
    }
    QVERIFY(QFile::exists(file() + ".version-99"));
    const QSettings store(file(), QSettings::IniFormat);
    QCOMPARE(store.value("settings/version").toInt(), 99); // the newer one finds its own
    QCOMPARE(store.value("future/key").toString(), QString("value"));
    QCOMPARE(Settings(file()).trouble().title, QString()); // told once
}

void SettingsTest::startsWithoutAny()
{
    {
        const Settings settings(m_folder->filePath("new/settings.ini"));
        QCOMPARE(settings.trouble().title, QString());
        QVERIFY(settings.view() == ViewSettings());
    }
    const QSettings store(m_folder->filePath("new/settings.ini"), QSettings::IniFormat);
    QCOMPARE(store.value("settings/version").toInt(), kSettingsVersion);
}

// Whoever holds the file's lock holds up writing, as a slow disk does.
void SettingsTest::doesNotWaitForTheDisk()
{
    write(kVersion1);
    const auto written = [this] { return QSettings(file(), QSettings::IniFormat).value("window/theme").toString(); };
    QLockFile lock(file() + ".lock");
    {
        Settings settings(file());
        lock.setStaleLockTime(0);
        QVERIFY(lock.lock());
        settings.setTheme("light");
        settings.setLanguage("de");
        settings.clearRecentFiles();
        QCoreApplication::processEvents();
        QCOMPARE(settings.theme(), QString("light"));
        QCOMPARE(settings.recentFiles(), QStringList());
        QFile store(file());
        QVERIFY(store.open(QIODevice::ReadOnly));
        QVERIFY(store.readAll().contains("theme=dark"));
        lock.unlock();
    }
    QCOMPARE(written(), QString("light"));
    const Settings again(file());
    QCOMPARE(again.language(), QString("de"));
    QCOMPARE(again.recentFiles(), QStringList());
    QCOMPARE(again.lastFolder(), QString("/sounds"));
}

QTEST_GUILESS_MAIN(SettingsTest)
#include "settings_test.moc"
