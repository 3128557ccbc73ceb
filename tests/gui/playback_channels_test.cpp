#include "app/playback/pull_device.h"
#include "app/playback/sound_format.h"
#include "core/audio/audio_reader.h"
#include "tests/gui/playback_fixture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <cstring>
#include <numbers>
#include <optional>

using namespace dass;

namespace {

constexpr std::array kTones = {500.0, 900.0}; // Hz, by channel

qint16 channelTone(std::int64_t index, int channel)
{
    const double hertz = kTones.at(static_cast<std::size_t>(channel));
    return static_cast<qint16>(
        std::lround(8000 * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(index) / kRate + 0.3)));
}

// Of a tone in what is heard, in pieces so short that it does not matter where they were joined.
double amplitudeOf(double hertz, std::span<const float> samples)
{
    constexpr std::size_t kPiece = 1920; // whole periods
    double sum = 0;
    std::size_t pieces = 0;
    for (; (pieces + 1) * kPiece <= samples.size(); ++pieces) {
        std::complex<double> piece;
        for (std::size_t i = 0; i < kPiece; ++i)
            piece += std::polar(static_cast<double>(samples[pieces * kPiece + i]),
                                -2 * std::numbers::pi * hertz * static_cast<double>(i) / kRate);
        sum += 2 * std::abs(piece) / kPiece;
    }
    return sum / static_cast<double>(pieces);
}

QAudioFormat formatOf(int rate, int channels, QAudioFormat::SampleFormat samples)
{
    QAudioFormat format;
    format.setSampleRate(rate);
    format.setChannelCount(channels);
    format.setSampleFormat(samples);
    return format;
}

} // namespace

// What is heard of a recording with several channels, up to the samples that the sound card gets.
class PlaybackChannelsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_mono = writeRecording(m_folder.filePath(QStringLiteral("mono.wav")), fileSample);
        m_stereo = writeChannels(m_folder.filePath(QStringLiteral("stereo.wav")), 2, channelSample);
        m_six = writeChannels(m_folder.filePath(QStringLiteral("six.wav")), 6, channelSample);
        m_tones = writeChannels(m_folder.filePath(QStringLiteral("tones.wav")), 2, channelTone);
        QVERIFY(!m_mono.isEmpty() && !m_stereo.isEmpty() && !m_six.isEmpty() && !m_tones.isEmpty());
    }

    void init()
    {
        auto output = std::make_unique<FakeOutput>();
        m_output = output.get();
        m_player = std::make_unique<Player>(std::move(output), nullptr);
        m_player->setSource(m_stereo.toStdString());
    }

    void cleanup() { m_player.reset(); }

    void stereoIsHeardInStereo()
    {
        AudioReader reader(m_stereo.toStdString(), {.sampleRate = kRate, .channel = {}, .stereo = true});
        QCOMPARE(reader.width(), 2);
        reader.seek(kRate);
        m_player->play(16000); // 1 s
        QVERIFY(playAtLeast(10000));
        std::vector<float> decoded(2 * m_output->played.size());
        QCOMPARE(reader.read(decoded), decoded.size());
        for (std::size_t i = 0; i < m_output->played.size(); ++i) {
            QCOMPARE(m_output->played[i], decoded[2 * i]);
            QCOMPARE(m_output->right[i], decoded[2 * i + 1]);
        }
        QVERIFY(heardAreChannels(kRate, 0, 1));
    }

    void tonesAreHeardOnTheirSides()
    {
        m_player->setSource(m_tones.toStdString());
        m_player->play(0);
        QVERIFY(playAtLeast(24000));
        QVERIFY(tonesAreApart());
    }

    void speedKeepsTheChannelsApart_data()
    {
        QTest::addColumn<double>("speed");
        for (const double speed : {0.5, 1.5, 2.0})
            QTest::addRow("%g", speed) << speed;
    }
    void speedKeepsTheChannelsApart()
    {
        QFETCH(double, speed);
        QSignalSpy finished(m_player.get(), &Player::finished);
        m_player->setSource(m_tones.toStdString());
        m_player->setSpeed(speed);
        m_player->play(0);
        QTRY_VERIFY_WITH_TIMEOUT((m_output->advance(24000), !finished.isEmpty()), 20000);
        QCOMPARE(m_player->position(), 16000 * kSeconds);
        const double wanted = kRate * kSeconds / speed; // but for the last piece, which fades into silence
        QVERIFY2(std::abs(static_cast<double>(m_output->played.size()) - wanted) < 0.05 * kRate,
                 qPrintable(QString::number(m_output->played.size())));
        QVERIFY(tonesAreApart());
    }

    void oneChannelIsHeardAlone()
    {
        m_player->setChannel(1);
        m_player->play(8000);
        QVERIFY(playAtLeast(5000));
        QVERIFY(heardAreChannels(kRate / 2, 1, 1));
    }

    void whereTheChannelIsNotThereAllAreHeard()
    {
        m_player->setChannel(2);
        m_player->play(0);
        QVERIFY(playAtLeast(5000));
        QVERIFY(heardAreChannels(0, 0, 1));
    }

    void monoIsOnBothSides()
    {
        m_player->setSource(m_mono.toStdString());
        for (const std::optional<int> channel : {std::optional<int>(), std::optional(0), std::optional(1)}) {
            m_player->setChannel(channel);
            m_player->play(0);
            QVERIFY(playAtLeast(5000));
            QVERIFY(heardAreChannels(0, 0, 0));
        }
    }

    // Nothing in the file says which speakers they are for.
    void ofSixChannelsTheMeanIsOnBothSides()
    {
        m_player->setSource(m_six.toStdString());
        m_player->play(16000);
        QVERIFY(playAtLeast(5000));
        for (std::size_t i = 0; i < m_output->played.size(); ++i) {
            float sum = 0;
            for (int channel = 0; channel < 6; ++channel)
                sum += wanted(kRate + static_cast<std::int64_t>(i), channel);
            QVERIFY2(std::abs(m_output->played[i] - sum / 6) < 1e-5F, qPrintable(QString::number(i)));
            QCOMPARE(m_output->right[i], m_output->played[i]);
        }
        m_player->setChannel(3);
        m_player->play(16000);
        QVERIFY(playAtLeast(5000));
        QVERIFY(heardAreChannels(kRate, 3, 3));
    }

    void aDeviceOfOneChannelGetsTheMean()
    {
        m_output->channels = 1;
        m_player->play(16000);
        QVERIFY(playAtLeast(5000));
        for (std::size_t i = 0; i < m_output->played.size(); ++i) {
            const std::int64_t at = kRate + static_cast<std::int64_t>(i);
            QVERIFY2(std::abs(m_output->played[i] - (wanted(at, 0) + wanted(at, 1)) / 2) < 1e-6F,
                     qPrintable(QString::number(i)));
        }
        m_player->setChannel(1);
        const std::int64_t from = m_player->position();
        QVERIFY(playAtLeast(100));
        QVERIFY(heardAreChannels(from * 3, 1, 1));
    }

    void loopsWithoutAGap()
    {
        QSignalSpy finished(m_player.get(), &Player::finished);
        m_player->setLoop(true);
        m_player->play(16000, 16800); // 2400 samples of the file
        QVERIFY(playAtLeast(2400 * 3));
        QVERIFY(heardAreChannels(kRate, 0, 1, 2400));
        QTRY_VERIFY(m_player->position() >= 16000 && m_player->position() <= 16800);
        m_player->setLoop(false);
        QTRY_VERIFY_WITH_TIMEOUT((m_output->advance(1200), !finished.isEmpty()), 10000);
        QCOMPARE(m_player->position(), 16800);
    }

    void seeksToTheSample()
    {
        m_player->play(0);
        QVERIFY(playAtLeast(1000));
        m_player->seek(32001);
        QVERIFY(playAtLeast(1000));
        QVERIFY(heardAreChannels(32001 * 3, 0, 1));
    }

    void positionIsWhatIsHeard()
    {
        m_player->play(8000);
        QVERIFY(playAtLeast(9600)); // 0.2 s of the file
        const auto exact = 8000 + static_cast<std::int64_t>(m_output->played.size()) / 3;
        QTRY_VERIFY(m_player->position() >= exact);
        QVERIFY(m_player->position() <= exact + 1600); // a clock may run ahead of a device that stands still by 0.1 s
    }

    void anotherChannelGoesOnFromThePlace()
    {
        m_player->play(16000);
        QVERIFY(playAtLeast(9600));
        QTRY_VERIFY(m_player->position() > 16000);
        m_player->setChannel(1);
        QCOMPARE(m_player->state(), Player::State::Playing);
        std::int64_t from = m_player->position();
        QVERIFY(from > 16000);
        QVERIFY(playAtLeast(100));
        QVERIFY(heardAreChannels(from * 3, 1, 1));

        m_player->pause();
        from = m_player->position();
        m_player->setChannel(std::nullopt);
        QCOMPARE(m_player->state(), Player::State::Paused);
        QCOMPARE(m_player->position(), from);
        m_player->resume();
        QVERIFY(playAtLeast(100));
        QVERIFY(heardAreChannels(from * 3, 0, 1));
    }

    void gainCutsOffEachSideByItself()
    {
        m_player->setGain(6);
        m_player->play(0);
        QVERIFY(playAtLeast(20000));
        const auto factor = static_cast<float>(std::pow(10.0, 6 / 20.0));
        int cut = 0;
        for (std::size_t i = 0; i < m_output->played.size(); ++i) {
            const float left = wanted(static_cast<std::int64_t>(i), 0) * factor;
            const float right = wanted(static_cast<std::int64_t>(i), 1) * factor;
            cut += (left > 1) != (right > 1) ? 1 : 0;
            QVERIFY(std::abs(m_output->played[i] - std::min(left, 1.0F)) < 1e-5F);
            QVERIFY(std::abs(m_output->right[i] - std::min(right, 1.0F)) < 1e-5F);
        }
        QVERIFY(cut > 0);
    }

    void opensADeviceAsItCan_data()
    {
        QTest::addColumn<QAudioFormat>("preferred");
        QTest::addColumn<QList<int>>("channels"); // that it takes
        QTest::addColumn<bool>("floats");
        QTest::addColumn<QAudioFormat>("wanted");
        const auto kFloat = QAudioFormat::Float;
        const auto kInt16 = QAudioFormat::Int16;
        QTest::newRow("stereo") << formatOf(44100, 2, kInt16) << QList<int>{1, 2} << true << formatOf(44100, 2, kFloat);
        QTest::newRow("whole numbers") << formatOf(48000, 2, kInt16) << QList<int>{1, 2} << false
                                       << formatOf(48000, 2, kInt16);
        QTest::newRow("mono alone") << formatOf(48000, 2, kFloat) << QList<int>{1} << true
                                    << formatOf(48000, 1, kFloat);
        QTest::newRow("rather mono") << formatOf(16000, 1, kInt16) << QList<int>{1, 2} << true
                                     << formatOf(16000, 1, kFloat);
        QTest::newRow("stereo alone") << formatOf(48000, 1, kInt16) << QList<int>{2} << true
                                      << formatOf(48000, 2, kFloat);
        QTest::newRow("six alone") << formatOf(48000, 6, kFloat) << QList<int>{6} << true << formatOf(48000, 6, kFloat);
        QTest::newRow("says nothing") << QAudioFormat() << QList<int>{2} << true << formatOf(kUsualRate, 2, kFloat);
        QTest::newRow("takes nothing") << formatOf(48000, 2, kFloat) << QList<int>{} << true << QAudioFormat();
    }
    void opensADeviceAsItCan()
    {
        QFETCH(QAudioFormat, preferred);
        QFETCH(QList<int>, channels);
        QFETCH(bool, floats);
        QFETCH(QAudioFormat, wanted);
        const QAudioFormat chosen = chooseSoundFormat(preferred, [&](const QAudioFormat& format) {
            return channels.contains(format.channelCount()) && (floats || format.sampleFormat() != QAudioFormat::Float);
        });
        QCOMPARE(chosen.isValid(), wanted.isValid());
        QCOMPARE(chosen.sampleRate(), wanted.sampleRate());
        QCOMPARE(chosen.channelCount(), wanted.channelCount());
        QCOMPARE(chosen.sampleFormat(), wanted.sampleFormat());
    }

    void fillsADeviceOfAnyNumberOfChannels()
    {
        for (const int channels : {1, 2, 6}) {
            int asked = 0;
            PullDevice device(
                [&asked](std::span<float> samples, int each) {
                    asked = each;
                    for (std::size_t i = 0; i < samples.size(); ++i)
                        samples[i] = static_cast<float>(i + 1) / 16;
                },
                formatOf(kRate, channels, QAudioFormat::Float));
            const QByteArray bytes = device.read(3 * channels * qint64{sizeof(float)});
            QCOMPARE(asked, std::min(channels, 2));
            std::vector<float> values(static_cast<std::size_t>(3 * channels));
            QCOMPARE(static_cast<std::size_t>(bytes.size()), values.size() * sizeof(float));
            std::memcpy(values.data(), bytes.constData(), values.size() * sizeof(float));
            for (int i = 0; i < 3 * channels; ++i) {
                const int channel = i % channels;
                const float sample = channel < 2 ? static_cast<float>(i / channels * asked + channel + 1) / 16 : 0;
                QCOMPARE(values[static_cast<std::size_t>(i)], sample);
            }
        }
    }

    void givesWholeNumbersToADeviceThatTakesThese()
    {
        PullDevice device(
            [](std::span<float> samples, int) {
                QCOMPARE(samples.size(), std::size_t{4});
                const std::array<float, 4> values{0.5F, -0.25F, 1.5F, -2};
                std::ranges::copy(values, samples.begin());
            },
            formatOf(kRate, 2, QAudioFormat::Int16));
        const QByteArray bytes = device.read(8);
        std::array<qint16, 4> values{};
        QCOMPARE(static_cast<std::size_t>(bytes.size()), sizeof values);
        std::memcpy(values.data(), bytes.constData(), sizeof values);
        QVERIFY((values == std::array<qint16, 4>{16384, -8192, 32767, -32767}));
    }

private:
    static float wanted(std::int64_t index, int channel)
    {
        return static_cast<float>(channelSample(index, channel)) / 32768.0F;
    }

    [[nodiscard]] bool playAtLeast(std::size_t samples) const
    {
        return QTest::qWaitFor([&] { return m_output->advance(4800), m_output->played.size() >= samples; }, 10000);
    }

    // Whether all that was heard are these channels of the file from there on, again and again after so many samples.
    [[nodiscard]] bool heardAreChannels(std::int64_t from, int left, int right,
                                        std::int64_t period = kRate * kSeconds) const
    {
        for (std::size_t i = 0; i < m_output->played.size(); ++i) {
            const std::int64_t at = from + static_cast<std::int64_t>(i) % period;
            if (m_output->played[i] != wanted(at, left) || m_output->right[i] != wanted(at, right)) {
                qWarning("sample %zu", i);
                return false;
            }
        }
        return !m_output->played.empty();
    }

    [[nodiscard]] bool tonesAreApart() const
    {
        const double left = amplitudeOf(kTones[0], m_output->played);
        const double right = amplitudeOf(kTones[1], m_output->right);
        const double strayLeft = amplitudeOf(kTones[1], m_output->played);
        const double strayRight = amplitudeOf(kTones[0], m_output->right);
        qInfo("left %g and %g, right %g and %g", left, strayLeft, right, strayRight);
        return left > 0.15 && right > 0.15 && strayLeft < 0.04 && strayRight < 0.04;
    }

    QTemporaryDir m_folder;
    QString m_mono;
    QString m_stereo;
    QString m_six;
    QString m_tones;
    FakeOutput* m_output = nullptr;
    std::unique_ptr<Player> m_player;
};

QTEST_GUILESS_MAIN(PlaybackChannelsTest)
#include "playback_channels_test.moc"
