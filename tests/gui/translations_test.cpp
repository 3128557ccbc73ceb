#include "core/report/export.h"
#include "tests/gui/correcting_window.h"
#include "tests/gui/every_dialog.h"
#include "ui/analyze/engine_names.h"
#include "ui/language/language.h"
#include "ui/style/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/text_format.h"

#include <QComboBox>
#include <QFile>
#include <QMetaProperty>
#include <QProcess>
#include <QRegularExpression>
#include <QXmlStreamReader>

using namespace dass;

namespace {

struct Message
{
    QString context;
    QString source;
    QString comment;
    QStringList translations; // one a plural form
    bool plural = false;
    bool finished = true;

    QString key() const { return context + '\n' + source + '\n' + comment; }
};

QString fileOf(const QString& code)
{
    return QStringLiteral(DASS_SOURCE_DIR "/translations/dass-studio_%1.ts").arg(code);
}

void readTranslation(QXmlStreamReader& xml, Message& message)
{
    message.finished = !xml.attributes().hasAttribute("type");
    QString text;
    while (!(xml.readNext() == QXmlStreamReader::EndElement && xml.name() == u"translation") && !xml.atEnd()) {
        if (xml.isStartElement() && xml.name() == u"numerusform")
            message.translations << xml.readElementText();
        else if (xml.isCharacters())
            text += xml.text();
    }
    if (!message.plural)
        message.translations << text;
}

QList<Message> readMessages(const QString& path)
{
    QFile file(path);
    QList<Message> all;
    if (!file.open(QIODevice::ReadOnly))
        return all;
    QXmlStreamReader xml(&file);
    QString context;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        if (xml.name() == u"name")
            context = xml.readElementText();
        else if (xml.name() == u"message")
            all << Message{context, {}, {}, {}, xml.attributes().value("numerus") == u"yes", true};
        else if (xml.name() == u"source")
            all.last().source = xml.readElementText();
        else if (xml.name() == u"comment")
            all.last().comment = xml.readElementText();
        else if (xml.name() == u"translation")
            readTranslation(xml, all.last());
    }
    return xml.hasError() ? QList<Message>() : all;
}

// "%1", "%L2", "%n" and their like, sorted.
QStringList placeholders(const QString& text)
{
    static const QRegularExpression kPlaceholder(QStringLiteral("%(?:L?[0-9]+|n)"));
    QStringList all;
    for (auto found = kPlaceholder.globalMatch(text); found.hasNext();)
        all << found.next().captured();
    all.sort();
    return all;
}

QStringList fileFilters(const QString& text)
{
    static const QRegularExpression kFilter(QStringLiteral("\\([^)]*\\*[^)]*\\)"));
    QStringList all;
    for (auto found = kFilter.globalMatch(text); found.hasNext();)
        all << found.next().captured();
    return all;
}

QStringList items(const QComboBox& box)
{
    QStringList all;
    for (int i = 0; i < box.count(); ++i)
        all << box.itemText(i);
    return all;
}

// What a widget says: its properties that are words, items and headers.
QStringList wordsOf(const QWidget& widget)
{
    QStringList words;
    for (const char* name : {"text", "title", "toolTip", "accessibleName", "placeholderText", "windowTitle", "suffix",
                             "specialValueText", "plainText"})
        if (const QVariant value = widget.property(name); value.userType() == QMetaType::QString)
            words << value.toString();
    if (const auto* label = qobject_cast<const ElidedLabel*>(&widget))
        words << label->text();
    if (const auto* box = qobject_cast<const QComboBox*>(&widget))
        words << items(*box);
    if (const auto* view = qobject_cast<const QAbstractItemView*>(&widget); view && view->model())
        for (int column = 0; column < view->model()->columnCount(); ++column)
            words << view->model()->headerData(column, Qt::Horizontal).toString();
    return words;
}

QStringList wordsBelow(const QWidget& window)
{
    QStringList words = wordsOf(window);
    for (const QWidget* widget : window.findChildren<QWidget*>())
        words << wordsOf(*widget);
    for (const QAction* action : window.findChildren<QAction*>())
        words << action->text() << action->toolTip();
    return words;
}

} // namespace

// The files of translations/ and what the window says in their languages.
class TranslationsTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanup();
    void areFinished_data();
    void areFinished();
    void keepPlaceholdersAndMnemonics_data();
    void keepPlaceholdersAndMnemonics();
    void areUpToDateWithTheSources();
    void leaveNothingEnglish_data();
    void leaveNothingEnglish();
    void knowWhatTheEngineNames_data();
    void knowWhatTheEngineNames();
    void findTheLanguage_data();
    void findTheLanguage();
    void writeNumbersAsTheLanguageDoes();
    void takeMnemonicsOffMenuTexts();
    void keepTheChosenLanguage();

private:
    static void addLanguages();
};

void TranslationsTest::addLanguages()
{
    QTest::addColumn<QString>("code");
    for (const Language& language : languages().subspan(1))
        QTest::newRow(language.code) << QString::fromLatin1(language.code);
}

void TranslationsTest::initTestCase()
{
    Theme::install(*qApp, ThemeChoice::Light);
}

void TranslationsTest::cleanup()
{
    installLanguage("en");
}

void TranslationsTest::areFinished_data()
{
    addLanguages();
}

void TranslationsTest::areFinished()
{
    QFETCH(QString, code);
    const QList<Message> messages = readMessages(fileOf(code));
    QVERIFY2(messages.size() > 400, "the file cannot be read");
    QStringList bad;
    for (const Message& message : messages) {
        const qsizetype forms = !message.plural ? 1 : code == "zh_CN" ? 1 : 2;
        if (!message.finished || message.translations.size() != forms || message.translations.contains(QString()))
            bad << message.key();
        // A free function with tr() in it ends up in a context that nobody looks in.
        if (!message.context.startsWith("dass::") && message.context != "main")
            bad << "context " + message.context;
    }
    QVERIFY2(bad.isEmpty(), qPrintable("translate these (docs/translating.md):\n" + bad.join("\n\n")));
}

void TranslationsTest::keepPlaceholdersAndMnemonics_data()
{
    addLanguages();
}

void TranslationsTest::keepPlaceholdersAndMnemonics()
{
    QFETCH(QString, code);
    QStringList bad;
    for (const Message& message : readMessages(fileOf(code)))
        for (const QString& translation : message.translations) {
            const QString& source = message.source;
            const bool same = placeholders(translation) == placeholders(source) &&
                              translation.count('&') == source.count('&') &&
                              translation.contains(QChar(0x2026)) == source.contains(QChar(0x2026)) &&
                              translation.startsWith(' ') == source.startsWith(' ') && !translation.endsWith(' ') &&
                              fileFilters(translation) == fileFilters(source);
            if (!same)
                bad << message.context + ": " + source + "  ->  " + translation;
        }
    QVERIFY2(bad.isEmpty(), qPrintable(bad.join('\n')));
}

void TranslationsTest::areUpToDateWithTheSources()
{
    const QString root = DASS_SOURCE_DIR;
    QTemporaryDir folder;
    const QString fresh = folder.filePath("fresh.ts");
    QStringList arguments{"-silent", "-no-obsolete", "-locations", "none", "-I", root};
    for (const char* part :
         {"ui", "app/session", "app/jobs", "app/distill", "app/playback", "app/haystack", "app/studio"})
        arguments << root + '/' + part;
    QProcess lupdate;
    lupdate.setProcessChannelMode(QProcess::MergedChannels);
    lupdate.start(DASS_LUPDATE, arguments + QStringList{"-ts", fresh});
    QVERIFY2(lupdate.waitForFinished(90000) && lupdate.exitCode() == 0, lupdate.readAll().constData());
    QSet<QString> wanted;
    for (const Message& message : readMessages(fresh))
        wanted << message.key();
    QVERIFY(wanted.size() > 400);
    for (const Language& language : languages().subspan(1)) {
        QSet<QString> has;
        for (const Message& message : readMessages(fileOf(language.code)))
            has << message.key();
        const QStringList missing = (wanted - has).values();
        const QStringList gone = (has - wanted).values();
        QVERIFY2(missing.isEmpty() && gone.isEmpty(),
                 qPrintable("build the target translations_update (docs/translating.md); new:\n" +
                            missing.join("\n\n") + "\n\nno longer said:\n" + gone.join("\n\n")));
    }
}

void TranslationsTest::leaveNothingEnglish_data()
{
    addLanguages();
}

void TranslationsTest::leaveNothingEnglish()
{
    QFETCH(QString, code);
    QSet<QString> english;
    QSet<QString> own;
    for (const Message& message : readMessages(fileOf(code))) {
        own << message.translations.first();
        if (placeholders(message.source).isEmpty())
            english << message.source;
    }
    english -= own; // said in both, "CPU"
    installLanguage(code);
    CorrectingWindow correcting;
    for (const QAction* action : menuActions(correcting.window)) // Qt leaves the names of some keys as they are
        english.remove(action->shortcut().toString(QKeySequence::NativeText));
    QVERIFY(correcting.open());
    correcting.choose(1);
    QStringList bad;
    const auto look = [&](const QWidget& window, const QString& where) {
        for (const QString& words : wordsBelow(window))
            if (english.contains(words))
                bad << where + ": " + words;
    };
    look(correcting.window, "window");
    QSet<QString> visited;
    forEachDialog(correcting.window, [&](QWidget& dialog, const QString& id) {
        look(dialog, id);
        visited << id;
    });
    QVERIFY2(bad.isEmpty(), qPrintable(bad.join('\n')));
    for (const char* id : {"file.export", "file.save_picture", "view.go_to_time", "view.recording_start",
                           "event.rename", "edit.shortcuts", "help.shortcuts", "help.about", "analyze.kept_results",
                           "analyze.run_settings", "analyze.event_settings", "spectrogram.level_range"})
        QVERIFY2(visited.contains(id), id);
}

void TranslationsTest::knowWhatTheEngineNames_data()
{
    addLanguages();
}

void TranslationsTest::knowWhatTheEngineNames()
{
    QFETCH(QString, code);
    installLanguage(code);
    for (const Export& one : allExports())
        QVERIFY2(engineWords(one.description) != QString::fromStdString(std::string(one.description)),
                 std::string(one.description).c_str());
    QCOMPARE(engineWords("bf16"), QString("bf16"));
}

void TranslationsTest::findTheLanguage_data()
{
    QTest::addColumn<QString>("choice");
    QTest::addColumn<QStringList>("system");
    QTest::addColumn<QString>("code");
    QTest::newRow("chosen") << "de" << QStringList{"zh-CN"} << "de";
    QTest::newRow("system's") << "" << QStringList{"de-AT", "de"} << "de";
    QTest::newRow("second of the system's") << "" << QStringList{"fr-FR", "zh-Hans-CN"} << "zh_CN";
    QTest::newRow("Singapore") << "" << QStringList{"zh-SG"} << "zh_CN";
    QTest::newRow("traditional script") << "" << QStringList{"zh-TW"} << "en";
    QTest::newRow("none of them") << "" << QStringList{"fr-FR", "it"} << "en";
    QTest::newRow("English before") << "" << QStringList{"en-GB", "de"} << "en";
    QTest::newRow("unknown choice") << "klingon" << QStringList{"de"} << "de";
    QTest::newRow("nothing") << "" << QStringList{} << "en";
}

void TranslationsTest::findTheLanguage()
{
    QFETCH(QString, choice);
    QFETCH(QStringList, system);
    QFETCH(QString, code);
    QCOMPARE(QString(languageFor(choice, system).code), code);
}

void TranslationsTest::writeNumbersAsTheLanguageDoes()
{
    installLanguage("de");
    QCOMPARE(probabilityText(0.3), QString("0,30"));
    QCOMPARE(clockText(3723.5), QString("01:02:03,5"));
    QCOMPARE(bytesText(12'340'000'000), QString("12,34 GB"));
    QCOMPARE(shortDurationText(1234.5), QString("1234,5 s"));
    QCOMPARE(parseTime("1:02:03,5"), std::optional(3723.5));
    QCOMPARE(parseTime("1:02:03.5"), std::optional(3723.5));
    QCOMPARE(QLocale().toString(12345.6, 'f', 1), QString("12345,6"));
    installLanguage("zh_CN");
    QCOMPARE(probabilityText(0.3), QString("0.30"));
    QCOMPARE(longDurationText(125), QString("2 分 5 秒"));
    installLanguage("en");
    QCOMPARE(probabilityText(0.3), QString("0.30"));
    QCOMPARE(longDurationText(125), QString("2 min 5 s"));
}

void TranslationsTest::takeMnemonicsOffMenuTexts()
{
    QCOMPARE(withoutMnemonic("&Open recordings…"), QString("Open recordings"));
    QCOMPARE(withoutMnemonic(QString::fromUtf8("打开录音(&O)…")), QString::fromUtf8("打开录音"));
    QCOMPARE(withoutMnemonic("Spectrogram (mel)"), QString("Spectrogram (mel)"));
}

void TranslationsTest::keepTheChosenLanguage()
{
    ShellFixture shell;
    const auto choice = [](const MainWindow& window, const QString& code) {
        for (QAction* action : menuActions(window))
            if (action->objectName() == "language." + code)
                return action;
        return static_cast<QAction*>(nullptr);
    };
    {
        MainWindow window(shell.settings, *shell.session, {});
        QVERIFY(choice(window, "system")->isChecked());
        QVERIFY(choice(window, "de"));
        choice(window, "de")->trigger();
        QCOMPARE(shell.settings.language(), QString("de"));
        QVERIFY(actionNamed(window, "Run")); // until the next start
    }
    installLanguage(shell.settings.language()); // as the next start does
    MainWindow next(shell.settings, *shell.session, {});
    QVERIFY(choice(next, "de")->isChecked());
    QVERIFY(actionNamed(next, "Starten") && !actionNamed(next, "Run"));
    choice(next, "system")->trigger();
    QVERIFY(shell.settings.language().isEmpty());
}

QTEST_MAIN(TranslationsTest)
#include "translations_test.moc"
