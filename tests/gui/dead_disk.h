#pragma once

#include <string>

namespace dass {

// A disk that does not answer, say of a network, at a folder or file: the system's calls about it and what is below
// wait until it answers. But for those of the thread that made this, the test's, which is the window's and must never
// make one: they go on, as a test is to fail and not to hang, and are noted. One at a time.
class DeadDisk
{
public:
    explicit DeadDisk(std::string place); // absolute
    ~DeadDisk();                          // answers, and waits until what waited has gone on
    DeadDisk(const DeadDisk&) = delete;
    DeadDisk& operator=(const DeadDisk&) = delete;

    void answer();                 // from now on
    bool isWaitedFor() const;      // by some thread
    int waiting() const;           // threads
    std::string askedHere() const; // "stat /mnt/a.wav": by the thread that made this, a line each; empty: nothing
};

} // namespace dass
