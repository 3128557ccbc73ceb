#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace dass {

// Has ask() called on a thread of its own, which nothing waits for: a disk that does not answer, say of a network,
// would hold the window up, or its end. So ask() holds all that it uses, touches no object of the window, and throws
// nothing. Then then() is called on context's thread, which calls this, and only while context lives. Returns what
// waits for the answer, and goes once it has come; who deletes it before has no use for the answer any more, which is
// then dropped.
QObject* askElsewhere(QObject* context, std::function<void()> ask, std::function<void()> then);

// The same of an ask() with a result, which then() takes.
template <class Ask, class Then>
QObject* askDisk(QObject* context, Ask ask, Then then)
{
    const auto found = std::make_shared<std::optional<std::invoke_result_t<Ask&>>>();
    return askElsewhere(
        context, [found, ask = std::move(ask)]() mutable { found->emplace(ask()); },
        [found, then = std::move(then)]() mutable { then(std::as_const(**found)); });
}

// Says whether there is a file or folder at path, as askDisk() does.
QObject* lookForFile(const QString& path, QObject* context, std::function<void(bool there)> then);

} // namespace dass
