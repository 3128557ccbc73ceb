#pragma once

#include "core/report/export.h"

#include <gtest/gtest.h>

#include <locale>
#include <sstream>
#include <string>

namespace dass {

// Numbers as Germans write them, whether or not the machine has that locale.
class GermanNumbers : public std::numpunct<char>
{
protected:
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\3"; }
};

// A run of three rows of 1 s, the last 0.5 s long, with three classes that have awkward names; written with a German
// locale everywhere.
class ReportTest : public testing::Test
{
protected:
    void SetUp() override
    {
        m_before = std::locale::global(std::locale(std::locale(), new GermanNumbers));
        TaggingSettings settings;
        settings.windowSeconds = settings.hopSeconds = 1;
        TaggingResult result;
        result.timing = RowTiming(settings);
        result.probabilities = std::make_shared<ProbabilityMatrix>(3);
        result.probabilities->append(std::vector<float>{0.9F, 0.1F, 0.25F, //
                                                        0.7F, 0.2F, 0.5F,  //
                                                        0.1F, 0.3F, 0.125F});
        result.samples = 40000;
        result.frames = 248;
        result.complete = true;
        result.warnings = {"decoding stopped early"};

        Provenance provenance;
        provenance.inputPath = "/sounds/dawn, late.wav";
        provenance.inputBytes = 1234567;
        provenance.modelName = "DASS-Nano";
        provenance.modelSha256 = std::string(64, 'a');
        provenance.settings = settings;
        provenance.events.threshold = 0.5;
        m_report =
            makeReport("dawn, late.wav", result,
                       {{"/m/1", "Male speech, man speaking"}, {"/m/2", "Dog"}, {"/m/3", "The \"hum\""}}, provenance);
    }
    void TearDown() override { std::locale::global(m_before); }

    std::string text(const std::string& format) const
    {
        std::ostringstream stream;
        exportNamed(format).write(m_report, stream);
        return stream.str();
    }

    Report m_report;
    std::locale m_before;
};

} // namespace dass
