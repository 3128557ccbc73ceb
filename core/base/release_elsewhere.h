#pragma once

#include <memory>
#include <utility>

namespace dass {

// Hands over a share of what takes a while to go, such as a thread that is still ending: if it is the last one, the
// object goes on a thread of its own. At the end of the process what is left goes then. Any thread; null is nothing.
void releaseElsewhere(std::shared_ptr<const void> share);

// The same object, for owners of which none may wait for its end, whichever is the last: scratch files of which the
// system takes back hundreds of megabytes.
template <class T>
std::shared_ptr<T> releasedElsewhere(std::shared_ptr<T> object)
{
    T* const pointer = object.get();
    return {pointer, [share = std::move(object)](T*) mutable { releaseElsewhere(std::move(share)); }};
}

} // namespace dass
