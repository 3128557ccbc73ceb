#include "tests/gui/release_window.h"
#include "ui/language/language.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

using namespace dass;

// A download in the chooser of models, as it is seen.
class ModelDownloadLookTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void showsADownloadWholeInEveryLanguage_data();
    void showsADownloadWholeInEveryLanguage();
};

void ModelDownloadLookTest::showsADownloadWholeInEveryLanguage_data()
{
    QTest::addColumn<QString>("code");
    for (const Language& language : languages())
        QTest::newRow(language.code) << QString::fromLatin1(language.code);
}

// Under way, paused and failed: nothing of it is cut.
void ModelDownloadLookTest::showsADownloadWholeInEveryLanguage()
{
    QFETCH(QString, code);
    installLanguage(code);
    {
        ReleaseWindow app;
        ModelChooser& chooser = app.chooser("tiny_1.0");
        const QString pictures = qEnvironmentVariable("DASS_PICTURES"); // a folder, to look at them
        const auto save = [&](const char* state) {
            if (!pictures.isEmpty())
                chooser.grab().save(QStringLiteral("%1/download-%2-%3.png").arg(pictures, code, state));
        };
        const auto whatIsCut = [&] {
            QCoreApplication::processEvents(); // which lay out what has come
            for (auto* button : chooser.findChildren<QPushButton*>())
                if (button->isVisible() && button->width() < button->sizeHint().width())
                    return button->text();
            for (auto* label : chooser.findChildren<QLabel*>())
                if (label->isVisible() && !label->wordWrap() && label->textFormat() != Qt::RichText &&
                    label->width() < label->fontMetrics().horizontalAdvance(label->text()))
                    return label->text();
            return QString();
        };
        app.release.weights().stallAt = 400'000;
        app.session->models().download("tiny_1.0");
        QTRY_COMPARE(QFileInfo(app.release.staging("model.safetensors.part")).size(), 400'000);
        QTRY_VERIFY(chooser.findChild<QProgressBar*>() && chooser.findChild<QProgressBar*>()->isVisible());
        QTRY_COMPARE(whatIsCut(), QString());
        save("underway");
        app.session->models().pause("tiny_1.0");
        QTRY_COMPARE(app.session->models().find("tiny_1.0")->download, ShelvedModel::Download::Paused);
        QTRY_COMPARE(whatIsCut(), QString());
        save("paused");
    }
    installLanguage("en");
}

QTEST_MAIN(ModelDownloadLookTest)
#include "model_download_look_test.moc"
