#pragma once

#include "app/session/analyze_session.h"
#include "app/session/model_shelf.h"
#include "tests/gui/release_fixture.h"
#include "ui/analyze/model_chooser.h"
#include "ui/mainwindow/main_window.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPushButton>

#include <memory>

namespace dass {

// A window with a real loader, whose list of releases names a model on a server of this computer.
class ReleaseWindow
{
public:
    ReleaseWindow()
    {
        QJsonArray files;
        for (const ReleaseFile& file : release.release.files) {
            QJsonObject entry{{"name", file.name}, {"url", file.url.toString()}, {"most_bytes", file.mostBytes}};
            if (file.checksum == ReleaseFile::Checksum::StatedByServer)
                entry["sha256"] = "stated by the server";
            files << entry;
        }
        const QJsonObject entry{{"id", release.release.id},
                                {"name", release.release.name},
                                {"authors", release.release.authors},
                                {"licence", "CC0"},
                                {"page", release.release.page.toString()},
                                {"about_bytes", release.release.aboutBytes},
                                {"files", files}};
        const QJsonObject list{{"format", "dass-releases"}, {"version", 1}, {"releases", QJsonArray{entry}}};
        QDir(release.dir.path()).mkpath("resources/models");
        QFile file(release.dir.filePath("resources/models/releases.json"));
        if (file.open(QIODevice::WriteOnly))
            file.write(QJsonDocument(list).toJson());
        file.close();
        qputenv("DASS_RESOURCES", release.dir.filePath("resources").toUtf8());
        restart();
    }
    ~ReleaseWindow() { qunsetenv("DASS_RESOURCES"); }

    // As another start of the program.
    void restart()
    {
        window.reset();
        session.reset();
        session = std::make_unique<AnalyzeSession>(settings);
        window = std::make_unique<MainWindow>(settings, *session, QString());
        window->show();
    }

    ModelChooser& chooser(const QString& key = {})
    {
        ModelChooser::present(window.get(), *session, key);
        return *window->findChild<ModelChooser*>();
    }
    QString ownModel() const { return release.dir.filePath("made"); }
    bool waitForModel() const
    {
        return QTest::qWaitFor([&] { return session->model().state() == ModelState::Ready; }, 30'000);
    }

    ReleaseFixture release;
    Settings settings{release.dir.filePath("settings.ini")};
    std::unique_ptr<AnalyzeSession> session;
    std::unique_ptr<MainWindow> window;
};

inline QPushButton* buttonNamed(const QWidget& in, const QString& text)
{
    for (auto* button : in.findChildren<QPushButton*>())
        if (button->text() == text && !button->isHidden())
            return button;
    return nullptr;
}

inline bool says(const QWidget& in, const QString& words)
{
    for (auto* label : in.findChildren<QLabel*>())
        if (label->isVisible() && (label->text().contains(words) || label->accessibleName().contains(words)))
            return true;
    return false;
}

} // namespace dass
