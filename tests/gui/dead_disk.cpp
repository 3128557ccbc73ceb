// Of the system's calls that take a path this program has its own, which the linker prefers to the C library's for Qt
// and the C++ library, too. Their types are not those of the system's headers, which are not included for that: they
// are passed on as they come.

#include "tests/gui/dead_disk.h"

#include <atomic>
#include <condition_variable>
#include <dlfcn.h>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace dass {

namespace {

struct Disk
{
    std::mutex mutex;
    std::condition_variable changed;
    std::string place;
    std::thread::id window;
    bool answers = true;
    int waiting = 0;
    std::string askedHere;

    bool holds(std::string_view path) const
    {
        return path.starts_with(place) && (path.size() == place.size() || path[place.size()] == '/');
    }
};

std::atomic<bool> isThere = false; // calls come before the program begins, and after it has ended

Disk& disk()
{
    static auto* const only = new Disk; // threads may outlive the program's end
    return *only;
}

void ask(const char* call, const char* path)
{
    if (!path || !isThere)
        return;
    Disk& d = disk();
    std::unique_lock lock(d.mutex);
    if (!d.holds(path))
        return;
    if (std::this_thread::get_id() == d.window) {
        d.askedHere += (d.askedHere.empty() ? "" : "\n") + std::string(call) + ' ' + path;
        return;
    }
    ++d.waiting;
    d.changed.wait(lock, [&] { return d.answers; });
    --d.waiting;
    d.changed.notify_all();
}

} // namespace

DeadDisk::DeadDisk(std::string place)
{
    Disk& d = disk();
    const std::scoped_lock lock(d.mutex);
    d.place = std::move(place);
    d.window = std::this_thread::get_id();
    d.answers = false;
    d.askedHere.clear();
    isThere = true;
}

DeadDisk::~DeadDisk()
{
    answer();
    Disk& d = disk();
    std::unique_lock lock(d.mutex);
    d.changed.wait(lock, [&] { return d.waiting == 0; });
    isThere = false;
}

void DeadDisk::answer()
{
    Disk& d = disk();
    const std::scoped_lock lock(d.mutex);
    d.answers = true;
    d.changed.notify_all();
}

bool DeadDisk::isWaitedFor() const
{
    return waiting() > 0;
}

int DeadDisk::waiting() const
{
    Disk& d = disk();
    const std::scoped_lock lock(d.mutex);
    return d.waiting;
}

std::string DeadDisk::askedHere() const
{
    Disk& d = disk();
    const std::scoped_lock lock(d.mutex);
    return d.askedHere;
}

} // namespace dass

// NOLINTBEGIN(bugprone-macro-parentheses)
#define DASS_DISK_CALL(result, symbol, parameters, path, arguments)                                                    \
    extern "C" __attribute__((visibility("default"))) result deadDisk_##symbol parameters __asm__(#symbol);            \
    result deadDisk_##symbol parameters                                                                                \
    {                                                                                                                  \
        dass::ask(#symbol, path);                                                                                      \
        static auto* const real = reinterpret_cast<result(*) parameters>(dlsym(RTLD_NEXT, #symbol));                   \
        return real arguments;                                                                                         \
    }
// NOLINTEND(bugprone-macro-parentheses)

DASS_DISK_CALL(int, stat, (const char* path, void* found), path, (path, found))
DASS_DISK_CALL(int, stat64, (const char* path, void* found), path, (path, found))
DASS_DISK_CALL(int, lstat, (const char* path, void* found), path, (path, found))
DASS_DISK_CALL(int, lstat64, (const char* path, void* found), path, (path, found))
DASS_DISK_CALL(int, statx, (int folder, const char* path, int flags, unsigned mask, void* found), path,
               (folder, path, flags, mask, found))
DASS_DISK_CALL(int, access, (const char* path, int mode), path, (path, mode))
DASS_DISK_CALL(int, statvfs, (const char* path, void* found), path, (path, found))
DASS_DISK_CALL(int, statvfs64, (const char* path, void* found), path, (path, found))
DASS_DISK_CALL(long, readlink, (const char* path, char* to, unsigned long size), path, (path, to, size))
DASS_DISK_CALL(char*, realpath, (const char* path, char* to), path, (path, to))

#ifdef __x86_64__
// The C++ library that LibTorch brings with it is of the time when stat() was one of these.
#define DASS_OLD_DISK_CALL(symbol)                                                                                     \
    extern "C" __attribute__((visibility("default"))) int deadDisk_##symbol(int version, const char* path,             \
                                                                            void* found) __asm__(#symbol);             \
    int deadDisk_##symbol(int version, const char* path, void* found)                                                  \
    {                                                                                                                  \
        dass::ask(#symbol, path);                                                                                      \
        static auto* const real =                                                                                      \
            reinterpret_cast<int (*)(int, const char*, void*)>(dlvsym(RTLD_NEXT, #symbol, "GLIBC_2.2.5"));             \
        return real(version, path, found);                                                                             \
    }
DASS_OLD_DISK_CALL(__xstat)
DASS_OLD_DISK_CALL(__xstat64)
DASS_OLD_DISK_CALL(__lxstat)
DASS_OLD_DISK_CALL(__lxstat64)
#endif

// The mode is not there where no file is made; it is passed on all the same.
DASS_DISK_CALL(int, open, (const char* path, int flags, unsigned mode), path, (path, flags, mode))
DASS_DISK_CALL(int, open64, (const char* path, int flags, unsigned mode), path, (path, flags, mode))
DASS_DISK_CALL(int, openat, (int folder, const char* path, int flags, unsigned mode), path, (folder, path, flags, mode))
DASS_DISK_CALL(void*, fopen, (const char* path, const char* mode), path, (path, mode))
DASS_DISK_CALL(void*, fopen64, (const char* path, const char* mode), path, (path, mode))
DASS_DISK_CALL(void*, opendir, (const char* path), path, (path))

DASS_DISK_CALL(int, mkdir, (const char* path, unsigned mode), path, (path, mode))
DASS_DISK_CALL(int, rmdir, (const char* path), path, (path))
DASS_DISK_CALL(int, unlink, (const char* path), path, (path))
DASS_DISK_CALL(int, remove, (const char* path), path, (path))
DASS_DISK_CALL(int, rename, (const char* path, const char* to), path, (path, to))
DASS_DISK_CALL(int, renameat2, (int folder, const char* path, int other, const char* to, unsigned flags), path,
               (folder, path, other, to, flags))
