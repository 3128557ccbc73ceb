#include "app/session/analyze_session.h"
#include "app/session/installed_files.h"
#include "app/session/kept_model.h"
#include "core/base/version.h"
#include "ui/language/language.h"
#include "ui/mainwindow/main_window.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QTimer>

#include <clocale>
#include <sys/resource.h>

namespace {

// Every recording with tags needs some descriptors while it is worked on, and plugins of Qt and FFmpeg theirs: as many
// as the system lets a program have.
void raiseDescriptorLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max)
        return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit); // without it the program runs with what it has
}

} // namespace

int main(int argc, char** argv)
{
    raiseDescriptorLimit();
    QApplication application(argc, argv);
    std::setlocale(LC_NUMERIC, "C"); // Qt takes the system's locale; numbers in files have a decimal point everywhere
    QApplication::setApplicationName(QStringLiteral("dass-studio"));
    QApplication::setApplicationDisplayName(QStringLiteral("DASS Studio"));
    QApplication::setApplicationVersion(QString::fromLatin1(dass::kVersion));
    QApplication::setDesktopFileName(QStringLiteral("dass-studio"));

    dass::Settings settings;
    dass::installLanguage(settings.language());

    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("main",
                                                                 "Says what is heard when, in recordings of any "
                                                                 "length."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption model(QStringLiteral("model"),
                                   QCoreApplication::translate("main", "Weights file or model folder to tag with."),
                                   QStringLiteral("path"));
    const QCommandLineOption theme(QStringLiteral("theme"),
                                   QCoreApplication::translate("main", "Colours: light, dark or system."),
                                   QStringLiteral("name"));
    parser.addOptions({model, theme});
    parser.addPositionalArgument(QStringLiteral("files"),
                                 QCoreApplication::translate("main", "Recordings and folders, or a session, to open."),
                                 QStringLiteral("[files…]"));
    parser.process(application);

    const QString themeName = parser.isSet(theme) ? parser.value(theme) : settings.theme();
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/dass-studio.svg")));
    dass::Theme::install(application, dass::themeChoiceFromName(themeName));

    dass::AnalyzeSession session(settings);
    dass::MainWindow window(settings, session, dass::sampleRecording());
    window.show();

    // After the first picture: loading a model takes a while and happens on a thread of its own.
    QTimer::singleShot(0, &window, [&] {
        if (const QString given = parser.value(model); !given.isEmpty())
            session.setModel(given, false); // for this time
        else
            dass::useKeptModel(session);
        if (!parser.positionalArguments().isEmpty())
            window.openPaths(parser.positionalArguments());
    });
    return QApplication::exec();
}
