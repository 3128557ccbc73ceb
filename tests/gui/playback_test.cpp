#include "app/playback/decode_ahead.h"
#include "app/playback/heard_clock.h"
#include "core/audio/audio_reader.h"
#include "tests/gui/playback_fixture.h"

#include <algorithm>
#include <cmath>
#include <stop_token>

using namespace dass;

class PlaybackTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_path = writeRecording(m_folder.filePath(QStringLiteral("recording.wav")), fileSample);
        QVERIFY(!m_path.isEmpty());
    }

    void init()
    {
        auto output = std::make_unique<FakeOutput>();
        m_output = output.get();
        m_player = std::make_unique<Player>(std::move(output), nullptr);
        m_player->setSource(m_path.toStdString());
    }

    void cleanup() { m_player.reset(); }

    void playsTheFilesSamplesFromTheStart()
    {
        m_player->play(16000); // 1 s
        playAtLeast(10000);
        for (std::size_t i = 0; i < m_output->played.size(); ++i) {
            const float expected = static_cast<float>(fileSample(kRate + static_cast<std::int64_t>(i))) / 32768.0F;
            QVERIFY2(std::abs(m_output->played[i] - expected) < 1e-6F, qPrintable(QString::number(i)));
        }
    }

    void positionIsWhatIsHeard()
    {
        QSignalSpy positions(m_player.get(), &Player::positionChanged);
        m_player->play(8000);
        playAtLeast(9600); // 0.2 s of the file
        const auto exact = 8000 + static_cast<std::int64_t>(m_output->played.size()) / 3;
        QTRY_VERIFY(m_player->position() >= exact);
        // The clock may run ahead of a device that stands still by 0.1 s at most, and only so far.
        QVERIFY(m_player->position() <= exact + 1600);
        QVERIFY(!positions.isEmpty());
        QCOMPARE(positions.last().first().toLongLong(), m_player->position());
    }

    void stopsAtTheEndOfTheSelection()
    {
        QSignalSpy finished(m_player.get(), &Player::finished);
        m_player->play(16000, 24000);
        QTRY_VERIFY_WITH_TIMEOUT((m_output->advance(1200), !finished.isEmpty()), 10000);
        QCOMPARE(finished.size(), 1);
        QCOMPARE(m_player->state(), Player::State::Stopped);
        QCOMPARE(m_player->position(), 24000);
        QVERIFY(!m_output->isRunning());
    }

    void stopsAtTheEndOfTheRecording()
    {
        QSignalSpy finished(m_player.get(), &Player::finished);
        m_player->play(60000);
        QTRY_VERIFY_WITH_TIMEOUT((m_output->advance(1200), !finished.isEmpty()), 10000);
        QCOMPARE(m_player->position(), 16000 * kSeconds);
    }

    void loopsWithoutAGap()
    {
        QSignalSpy finished(m_player.get(), &Player::finished);
        m_player->setLoop(true);
        m_player->play(16000, 16800); // 2400 samples of the file
        playAtLeast(2400 * 3);
        for (std::size_t i = 0; i < m_output->played.size(); ++i) {
            const float expected =
                static_cast<float>(fileSample(kRate + static_cast<std::int64_t>(i % 2400))) / 32768.0F;
            QVERIFY2(std::abs(m_output->played[i] - expected) < 1e-6F, qPrintable(QString::number(i)));
        }
        QTRY_VERIFY(m_player->position() >= 16000 && m_player->position() <= 16800);
        m_player->setLoop(false);
        QTRY_VERIFY_WITH_TIMEOUT((m_output->advance(1200), !finished.isEmpty()), 10000);
        QCOMPARE(m_player->position(), 16800);
    }

    void pausesAndGoesOn()
    {
        m_player->play(0);
        playAtLeast(4800);
        m_player->pause();
        QCOMPARE(m_player->state(), Player::State::Paused);
        QVERIFY(m_output->suspended);
        const std::size_t before = m_output->played.size();
        m_output->advance(1000);
        QCOMPARE(m_output->played.size(), before);
        m_player->resume();
        QCOMPARE(m_player->state(), Player::State::Playing);
        playAtLeast(before + 1000);
        const float next = static_cast<float>(fileSample(static_cast<std::int64_t>(before))) / 32768.0F;
        QVERIFY(std::abs(m_output->played[before] - next) < 1e-6F);
    }

    void seeksWhilePlaying()
    {
        m_player->play(0);
        playAtLeast(1000);
        m_player->seek(32000); // 2 s
        QCOMPARE(m_player->state(), Player::State::Playing);
        playAtLeast(1000);
        QVERIFY(std::abs(m_output->played.front() - static_cast<float>(fileSample(2 * kRate)) / 32768.0F) < 1e-6F);
    }

    void saysThatThereIsNoDevice()
    {
        m_output->present = false;
        QSignalSpy notices(m_player.get(), &Player::notice);
        m_player->play(0);
        QCOMPARE(notices.size(), 1);
        QCOMPARE(m_player->state(), Player::State::Stopped);
        m_player->seek(1234);
        QCOMPARE(m_player->position(), 1234);
    }

    void saysThatTheDeviceWentAway()
    {
        QSignalSpy notices(m_player.get(), &Player::notice);
        m_player->play(0);
        playAtLeast(100);
        Q_EMIT m_output->failed(QStringLiteral("gone"));
        QCOMPARE(notices.size(), 1);
        QCOMPARE(m_player->state(), Player::State::Stopped);
    }

    void saysThatAFileCannotBeRead()
    {
        QFile noise(m_folder.filePath(QStringLiteral("noise.wav")));
        QVERIFY(noise.open(QIODevice::WriteOnly));
        noise.write("this is not a recording");
        noise.close();
        QSignalSpy notices(m_player.get(), &Player::notice);
        QSignalSpy finished(m_player.get(), &Player::finished);
        m_player->setSource(noise.fileName().toStdString());
        m_player->play(0);
        QTRY_VERIFY_WITH_TIMEOUT((m_output->advance(100), !notices.isEmpty()), 10000);
        QVERIFY(notices.first().first().toString().contains(QStringLiteral("noise.wav")));
        QVERIFY(finished.isEmpty());
        QCOMPARE(m_player->state(), Player::State::Stopped);
    }

    void mayBeDestroyedAtAnyTime()
    {
        for (int i = 0; i < 50; ++i) {
            init();
            m_player->play(i * 1000);
            m_output->advance(static_cast<std::size_t>(i) * 10);
            if (i % 3 == 0) {
                QCoreApplication::processEvents();
            }
            m_player.reset();
        }
    }

    void stopsWhenASlotStopsIt()
    {
        connect(m_player.get(), &Player::positionChanged, m_player.get(), [this] { m_player->stop(); });
        m_player->play(0);
        QTRY_VERIFY_WITH_TIMEOUT((m_output->advance(1200), m_player->state() == Player::State::Stopped), 10000);
    }

    // Else stopping would wait until all that lies before a far position is decoded.
    void seekingEndsWhenItIsStopped()
    {
        AudioReader reader(m_path.toStdString());
        std::stop_source stopped;
        stopped.request_stop();
        reader.seek(32000, stopped.get_token());
        QVERIFY(reader.position() < 32000);
        reader.seek(32000);
        QCOMPARE(reader.position(), 32000);
        std::vector<float> after(100);
        QCOMPARE(reader.read(after), after.size());
        std::vector<float> straight(32100);
        QCOMPARE(AudioReader(m_path.toStdString()).read(straight), straight.size());
        QVERIFY(std::equal(after.begin(), after.end(), straight.begin() + 32000));
    }

    void silenceWhileDecodingIsLateHoldsThePosition()
    {
        DecodeAhead::Stretch stretch;
        stretch.path = m_path.toStdString();
        stretch.start = 500;
        DecodeAhead decode(stretch);
        std::vector<float> block(100);
        decode.read(block, 1);
        // Whether or not the thread was quick enough, the first output sample is the start of the stretch.
        QCOMPARE(decode.sourceAt(0), 500);
    }

    void aLoopOverNothingEnds()
    {
        DecodeAhead::Stretch stretch;
        stretch.path = m_path.toStdString();
        stretch.start = stretch.loopStart = std::int64_t{kRate} * kSeconds; // where the recording ends
        stretch.loop = true;
        DecodeAhead decode(stretch);
        std::vector<float> block(100);
        std::int64_t handedOut = 0;
        QTRY_VERIFY((decode.read(block, 1), handedOut += 100, decode.endedBefore(handedOut)));
    }

    void aLoopGoesOnWhenPlayingStartsAtItsEnd()
    {
        DecodeAhead::Stretch stretch;
        stretch.path = m_path.toStdString();
        stretch.start = std::int64_t{kRate} * kSeconds;
        stretch.loopStart = 1000;
        stretch.loop = true;
        DecodeAhead decode(stretch);
        std::vector<float> block(1);
        float first = 0;
        QTRY_VERIFY((decode.read(block, 1), first = first != 0 ? first : block.front(), first != 0));
        QCOMPARE(first, static_cast<float>(fileSample(1000)) / 32768.0F);
        QVERIFY(!decode.endedBefore(1'000'000));
    }

    void clockRunsOnBetweenTheDevicesSteps()
    {
        HeardClock clock(1000); // a sample a millisecond
        QCOMPARE(clock.update(0, 0), 0);
        QCOMPARE(clock.update(0, 50), 0); // nothing has sounded yet
        QCOMPARE(clock.update(40, 60), 40);
        QCOMPARE(clock.update(40, 75), 55);
        QCOMPARE(clock.update(40, 500), 140);  // a device that stands still
        QCOMPARE(clock.update(100, 510), 140); // never back
        QCOMPARE(clock.update(150, 560), 150);
    }

private:
    void playAtLeast(std::size_t samples)
    {
        QTRY_VERIFY_WITH_TIMEOUT((m_output->advance(4800), m_output->played.size() >= samples), 10000);
    }

    QTemporaryDir m_folder;
    QString m_path;
    FakeOutput* m_output = nullptr;
    std::unique_ptr<Player> m_player;
};

QTEST_GUILESS_MAIN(PlaybackTest)
#include "playback_test.moc"
