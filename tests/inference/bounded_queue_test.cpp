#include "core/inference/bounded_queue.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace dass {
namespace {

TEST(BoundedQueue, HandsItemsOverInOrderHoweverSmallItIs)
{
    BoundedQueue<int> queue(2);
    std::jthread producer([&queue](std::stop_token stop) {
        for (int i = 0; i < 1000; ++i)
            ASSERT_TRUE(queue.push(i, stop));
        queue.close();
    });
    std::vector<int> received;
    while (const auto item = queue.pop({}))
        received.push_back(*item);
    ASSERT_EQ(received.size(), 1000U);
    for (int i = 0; i < 1000; ++i)
        EXPECT_EQ(received[static_cast<std::size_t>(i)], i);
}

TEST(BoundedQueue, AStopEndsTheWaitOfAFullQueue)
{
    BoundedQueue<int> queue(1);
    ASSERT_TRUE(queue.push(1, {}));
    std::stop_source stop;
    bool pushed = true;
    std::jthread producer([&] { pushed = queue.push(2, stop.get_token()); });
    stop.request_stop();
    producer.join();
    EXPECT_FALSE(pushed);
}

TEST(BoundedQueue, AStopEndsTheWaitOfAnEmptyQueue)
{
    BoundedQueue<int> queue(1);
    std::stop_source stop;
    std::optional<int> item = 1;
    std::jthread consumer([&] { item = queue.pop(stop.get_token()); });
    stop.request_stop();
    consumer.join();
    EXPECT_FALSE(item.has_value());
}

TEST(BoundedQueue, GivesWhatIsLeftAfterClosing)
{
    BoundedQueue<int> queue(3);
    ASSERT_TRUE(queue.push(7, {}));
    queue.close();
    EXPECT_EQ(queue.pop({}), 7);
    EXPECT_FALSE(queue.pop({}).has_value());
}

} // namespace
} // namespace dass
