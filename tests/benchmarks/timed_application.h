#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QString>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fcntl.h>
#include <map>
#include <unistd.h>
#include <vector>

namespace dass {

// Times every event that the GUI thread handles, those inside another one with it: by the clock, and without what the
// thread waited for a core, which on a machine with much else to do is most of it.
class TimedApplication : public QApplication
{
public:
    static constexpr double kFrame = 16; // ms

    struct Slow
    {
        int times = 0;
        double longest = 0; // ms
        double own = 0;     // ms, the longest without what it waited for a core
        double running = 0; // ms, of that one on a core; the rest waited for memory, disk or another thread
    };

    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override
    {
        if (m_inside)
            return QApplication::notify(receiver, event);
        m_inside = true;
        const QString what = QStringLiteral("%1, event %2")
                                 .arg(QString::fromLatin1(receiver->metaObject()->className()))
                                 .arg(static_cast<int>(event->type()));
        QElapsedTimer timer;
        timer.start();
        const Spent before = spent();
        const bool handled = QApplication::notify(receiver, event);
        const double took = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        const Spent after = spent();
        const double own = std::max(took - (after.queued - before.queued), 0.0);
        milliseconds.push_back(took);
        ownMilliseconds.push_back(own);
        if (took > kFrame) {
            Slow& known = slow[what];
            ++known.times;
            known.longest = std::max(known.longest, took);
            if (own > known.own) {
                known.own = own;
                known.running = after.ran - before.ran;
            }
        }
        m_inside = false;
        return handled;
    }

    void forget()
    {
        milliseconds.clear();
        ownMilliseconds.clear();
        slow.clear();
    }

    static double quantile(std::vector<double>& values, double share)
    {
        if (values.empty())
            return 0;
        const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
        std::nth_element(values.begin(), at, values.end());
        return *at;
    }

    static void print(const char* what, std::vector<double>& values)
    {
        const auto over = std::count_if(values.begin(), values.end(), [](double ms) { return ms > kFrame; });
        std::printf("  %-28s %7zu   median %6.2f   99 %% %6.2f   longest %6.2f ms   over %g ms: %td\n", what,
                    values.size(), quantile(values, 0.5), quantile(values, 0.99), quantile(values, 1.0), kFrame, over);
    }

    void report()
    {
        print("handling an event", milliseconds);
        print("without waits for a core", ownMilliseconds);
        for (const auto& [what, known] : slow)
            std::printf("    slow: %s, %d times, at most %.1f ms, without waits for a core %.1f (running %.1f)\n",
                        qPrintable(what), known.times, known.longest, known.own, known.running);
    }

    std::vector<double> milliseconds;
    std::vector<double> ownMilliseconds;
    std::map<QString, Slow> slow; // events that took longer than a frame, by receiver and kind

private:
    // Milliseconds that this thread was on a core, and was ready to run and had none.
    struct Spent
    {
        double ran = 0;
        double queued = 0;
    };

    static Spent spent()
    {
        static const int file = open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC); // the GUI thread's
        std::array<char, 96> text{};
        Spent spent;
        if (pread(file, text.data(), text.size() - 1, 0) > 0)
            std::sscanf(text.data(), "%lf %lf", &spent.ran, &spent.queued);
        return {spent.ran / 1e6, spent.queued / 1e6};
    }

    bool m_inside = false;
};

} // namespace dass
