#include "core/base/release_elsewhere.h"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <thread>

namespace dass {
namespace {

constexpr std::chrono::seconds kLong{30};

// Says on which thread it goes.
class Heavy
{
public:
    Heavy() = default;
    ~Heavy() { m_where.set_value(std::this_thread::get_id()); }
    Heavy(const Heavy&) = delete;
    Heavy& operator=(const Heavy&) = delete;

    std::future<std::thread::id> where() { return m_where.get_future(); }

private:
    std::promise<std::thread::id> m_where;
};

// None once it took too long.
std::thread::id thread(std::future<std::thread::id>& where)
{
    return where.wait_for(kLong) == std::future_status::ready ? where.get() : std::thread::id();
}

bool isThere(const std::future<std::thread::id>& where)
{
    return where.wait_for(std::chrono::seconds(0)) != std::future_status::ready;
}

TEST(ReleaseElsewhere, GoesOnAnotherThread)
{
    auto heavy = std::make_shared<Heavy>();
    auto where = heavy->where();
    releaseElsewhere(nullptr);
    releaseElsewhere(std::move(heavy));
    const std::thread::id id = thread(where);
    EXPECT_NE(id, std::thread::id());
    EXPECT_NE(id, std::this_thread::get_id());
}

TEST(ReleaseElsewhere, TheLastOwnerDecidesWhen)
{
    auto heavy = std::make_shared<Heavy>();
    auto where = heavy->where();
    Heavy* const address = heavy.get();
    std::shared_ptr<Heavy> owner = releasedElsewhere(std::move(heavy));
    EXPECT_EQ(owner.get(), address);
    std::shared_ptr<const Heavy> another = owner;
    owner.reset();
    EXPECT_TRUE(isThere(where));
    another.reset();
    const std::thread::id id = thread(where);
    EXPECT_NE(id, std::thread::id());
    EXPECT_NE(id, std::this_thread::get_id());
}

TEST(ReleaseElsewhere, TakesAThreadThatIsEnding)
{
    std::promise<void> goOn;
    auto heavy = std::make_shared<Heavy>();
    auto where = heavy->where();
    releaseElsewhere(
        std::make_shared<std::jthread>([until = goOn.get_future().share(), heavy = std::move(heavy)]() mutable {
            until.wait();
            heavy.reset();
        }));
    EXPECT_TRUE(isThere(where)); // and this thread is here
    goOn.set_value();
    EXPECT_NE(thread(where), std::thread::id());
}

} // namespace
} // namespace dass
