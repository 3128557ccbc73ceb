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
    return {std::string(DASS_FAKE_DRIVERS) + "/libfake_driver_" + name + ".so", "/nowhere/libdass_cuda.so"};
}

TEST(WhyNoCuda, namesTheDriverThatIsNotThere)
{
    EXPECT_EQ(whyNoCuda(0, {"libno-such-driver.so.1", {}}), "no NVIDIA driver was found (libno-such-driver.so.1)");
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
    places.plugin = std::string(DASS_FAKE_DRIVERS) + "/libfake_driver_good.so"; // any library
    EXPECT_EQ(whyNoCuda(0, places), "");
}

TEST(RequireCpu, tellsNoDeviceFromOneThatCannotBeUsed)
{
    EXPECT_NO_THROW(requireCpu("auto"));
    EXPECT_NO_THROW(requireCpu("cpu"));
    for (const char* none : {"gpu", "cuda:", "cuda:x", "cuda:1x", "cuda:-1", ""}) {
        try {
            requireCpu(none);
            FAIL() << none;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::InvalidArgument) << none;
        }
    }
    try {
        requireCpu("cuda:0");
        FAIL() << "models do not run on a GPU";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Unsupported);
        EXPECT_THAT(error.what(), StartsWith("device 'cuda:0' cannot be used: "));
        EXPECT_THAT(error.what(), HasSubstr("; choose cpu or auto"));
    }
}

} // namespace
} // namespace dass
