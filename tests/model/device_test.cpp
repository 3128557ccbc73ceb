#include "core/base/error.h"
#include "core/model/device.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace dass {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// A driver of tests/model/fake_driver.cpp, and no plugin.
CudaPlaces fakeDriver(const std::string& name)
{
    const std::string library = std::string(DASS_FAKE_DRIVERS) + "/libfake_driver_" + name + ".so";
    return {{library, library}, "/nowhere/libdass_cuda.so"};
}

// The same with a plugin: any library will do.
CudaPlaces usable(const std::string& name)
{
    CudaPlaces places = fakeDriver(name);
    places.plugin = std::string(DASS_FAKE_DRIVERS) + "/libfake_driver_good.so";
    return places;
}

TEST(WhyNoCuda, namesTheDriverThatIsNotThere)
{
    EXPECT_EQ(whyNoCuda(0, {{"libno-such-driver.so.1", {}}, {}}),
              "no NVIDIA driver was found (libno-such-driver.so.1)");
}

TEST(WhyNoCuda, saysWhatTheDriverLacks)
{
    EXPECT_EQ(whyNoCuda(0, fakeDriver("old")),
              "the NVIDIA driver is for CUDA 12.4, wanted 13.0 or newer; update the driver");
    EXPECT_EQ(whyNoCuda(0, fakeDriver("broken")), "the NVIDIA driver cannot start (CUDA error 999); try nvidia-smi");
    EXPECT_EQ(whyNoCuda(0, fakeDriver("empty")), "the NVIDIA driver sees no GPU");
    EXPECT_EQ(whyNoCuda(2, fakeDriver("good")), "there are 2 GPUs, counted from 0");
    EXPECT_EQ(whyNoCuda(0, fakeDriver("weak")), "Fake GPU is of compute capability 7.5, wanted 8.0 or newer");
}

TEST(WhyNoCuda, saysWhatIsWrongWithThePlugin)
{
    EXPECT_EQ(whyNoCuda(1, fakeDriver("good")), "this installation has no CUDA plugin (libdass_cuda.so)");
    CudaPlaces places = fakeDriver("good");
    places.plugin = testing::TempDir() + "not_a_plugin.so";
    std::ofstream(places.plugin) << "no library at all";
    EXPECT_THAT(whyNoCuda(0, places), StartsWith("the CUDA plugin cannot be opened: "));
    EXPECT_THAT(whyNoCuda(0, places), HasSubstr("not_a_plugin.so"));
    EXPECT_EQ(whyNoCuda(0, usable("good")), "");
}

TEST(ListGpus, tellsNamesAndMemory)
{
    const GpuList list = listGpus(fakeDriver("good").driver);
    EXPECT_EQ(list.obstacle, "");
    ASSERT_EQ(list.gpus.size(), 2U);
    EXPECT_EQ(list.gpus[1].index, 1);
    EXPECT_EQ(list.gpus[1].name, "Fake GPU");
    EXPECT_EQ(list.gpus[1].obstacle, "");
    EXPECT_EQ(list.gpus[0].freeBytes, 3'000'000'000);
    EXPECT_EQ(list.gpus[1].freeBytes, 11'000'000'000);
    EXPECT_EQ(list.gpus[1].totalBytes, 24'000'000'000);
}

TEST(ListGpus, saysNothingOfFreeMemoryWithoutTheLibraryThatKnows)
{
    DriverNames names = fakeDriver("good").driver;
    names.management = "libno-such-library.so.1";
    const GpuList list = listGpus(names);
    ASSERT_EQ(list.gpus.size(), 2U);
    EXPECT_FALSE(list.gpus[0].freeBytes);
    EXPECT_EQ(list.gpus[0].totalBytes, 24'000'000'000);
}

TEST(ListGpus, listsThoseThatCannotBeUsedWithTheReason)
{
    const GpuList list = listGpus(fakeDriver("weak").driver);
    ASSERT_EQ(list.gpus.size(), 2U);
    EXPECT_EQ(list.gpus[0].obstacle, "Fake GPU is of compute capability 7.5, wanted 8.0 or newer");
    EXPECT_EQ(listGpus(fakeDriver("old").driver).obstacle,
              "the NVIDIA driver is for CUDA 12.4, wanted 13.0 or newer; update the driver");
}

TEST(UsableGpus, areNoneWithoutThePlugin)
{
    EXPECT_EQ(usableGpus(fakeDriver("good")).obstacle, "this installation has no CUDA plugin (libdass_cuda.so)");
    EXPECT_EQ(usableGpus(usable("good")).gpus.size(), 2U);
}

TEST(ChooseDevice, autoTakesTheGpuWithTheMostFreeMemory)
{
    const DeviceChoice choice = chooseDevice("auto", 1'000'000'000, usable("good"));
    EXPECT_EQ(choice.gpu, 1);
    EXPECT_EQ(choice.name, "Fake GPU");
    EXPECT_EQ(choice.reason, "");
}

TEST(ChooseDevice, autoFallsBackToTheCpuWithTheReason)
{
    const auto reason = [](const CudaPlaces& places, std::int64_t bytes) {
        const DeviceChoice choice = chooseDevice("auto", bytes, places);
        EXPECT_FALSE(choice.gpu);
        return choice.reason;
    };
    EXPECT_EQ(reason({{"libno-such-driver.so.1", {}}, {}}, 0), "no NVIDIA driver was found (libno-such-driver.so.1)");
    EXPECT_EQ(reason(usable("old"), 0), "the NVIDIA driver is for CUDA 12.4, wanted 13.0 or newer; update the driver");
    EXPECT_EQ(reason(usable("weak"), 0), "Fake GPU is of compute capability 7.5, wanted 8.0 or newer; Fake GPU is of "
                                         "compute capability 7.5, wanted 8.0 or newer");
    EXPECT_EQ(reason(fakeDriver("good"), 0), "this installation has no CUDA plugin (libdass_cuda.so)");
    EXPECT_EQ(reason(usable("good"), 20'000'000'000),
              "Fake GPU has 3.0 GB of memory free, the model wants 20.0 GB; Fake GPU has 11.0 GB of memory free, the "
              "model wants 20.0 GB");
}

TEST(ChooseDevice, takesWhatWasAskedFor)
{
    EXPECT_FALSE(chooseDevice("cpu", 0, usable("good")).gpu);
    EXPECT_EQ(chooseDevice("cuda", 0, usable("good")).gpu, 0);
    EXPECT_EQ(chooseDevice("cuda:1", 0, usable("good")).gpu, 1);
}

TEST(ChooseDevice, refusesWhatCannotBeUsed)
{
    const auto refusal = [](const char* device, std::int64_t bytes, const CudaPlaces& places) {
        try {
            chooseDevice(device, bytes, places);
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::Unsupported);
            return std::string(error.what());
        }
        return std::string("no error");
    };
    EXPECT_EQ(refusal("cuda:2", 0, usable("good")),
              "device 'cuda:2' cannot be used: there are 2 GPUs, counted from 0; choose cpu or auto");
    EXPECT_EQ(refusal("cuda:0", 4'000'000'000, usable("good")),
              "device 'cuda:0' cannot be used: Fake GPU has 3.0 GB of memory free, the model wants 4.0 GB; choose cpu "
              "or auto");
    EXPECT_EQ(refusal("cuda", 0, fakeDriver("good")), "device 'cuda' cannot be used: this installation has no CUDA "
                                                      "plugin (libdass_cuda.so); choose cpu or auto");
}

TEST(ChooseDevice, knowsWhatIsNoDevice)
{
    for (const char* none : {"gpu", "cuda:", "cuda:x", "cuda:1x", "cuda:-1", ""}) {
        try {
            chooseDevice(none, 0, usable("good"));
            FAIL() << none;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::InvalidArgument) << none;
        }
    }
}

TEST(RequireCpu, refusesAGpuThatWasAskedFor)
{
    EXPECT_NO_THROW(requireCpu("auto", "an HTS-AT"));
    EXPECT_NO_THROW(requireCpu("cpu", "an HTS-AT"));
    try {
        requireCpu("cuda:0", "an HTS-AT");
        FAIL() << "it does not run on a GPU";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Unsupported);
        EXPECT_THAT(error.what(), StartsWith("device 'cuda:0' cannot be used: "));
        EXPECT_THAT(error.what(), HasSubstr("; choose cpu or auto"));
    }
}

} // namespace
} // namespace dass
