#include "ui/distill/desktop_notice.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QThread>
#include <QVariantMap>

namespace dass {

void showDesktopNotice(const QString& title, const QString& text)
{
    QDBusMessage message = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("/org/freedesktop/Notifications"),
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("Notify"));
    constexpr int kAsTheDesktopLikes = -1;
    message.setArguments({QCoreApplication::applicationName(), uint(0), QStringLiteral("dass-studio"), title,
                          text.toHtmlEscaped(), QStringList(), QVariantMap(), kAsTheDesktopLikes});
    // Reaching the bus may take a while, so it is done beside the window.
    auto* thread = QThread::create([message] { QDBusConnection::sessionBus().send(message); });
    QObject::connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
}

} // namespace dass
