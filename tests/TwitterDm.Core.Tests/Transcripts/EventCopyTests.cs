using TwitterDm.Core.Tests.Transcripts.Support;
using TwitterDm.Transcripts.JsonLines;

namespace TwitterDm.Core.Tests.Transcripts;

/// <summary>Events of copies whose values have other types, since another program converted them.</summary>
public sealed class EventCopyTests
{
    public static TheoryData<object, string> Times => new()
    {
        { new DateTime(2025, 1, 20, 6, 57, 27, 290, DateTimeKind.Utc), "2025-01-20T06:57:27.290Z" },
        { new DateTime(2025, 1, 20, 6, 57, 27, DateTimeKind.Utc), "2025-01-20T06:57:27.000Z" },
        { new DateTime(2025, 1, 20, 6, 57, 27, DateTimeKind.Utc).AddTicks(1), "2025-01-20T06:57:27.0000001Z" },
        { new DateTime(2025, 1, 20, 6, 57, 27, 290, DateTimeKind.Unspecified), "2025-01-20T06:57:27.290" },
        { new DateTime(2025, 1, 20, 6, 57, 27, 290, DateTimeKind.Utc).ToLocalTime(), "2025-01-20T06:57:27.290Z" },
        { new DateTimeOffset(2025, 1, 20, 6, 57, 27, 290, TimeSpan.Zero), "2025-01-20T06:57:27.290Z" },
        { new DateTimeOffset(2025, 1, 20, 6, 57, 27, 290, TimeSpan.FromHours(5.5)), "2025-01-20T06:57:27.290+05:30" },
        { new DateOnly(2025, 1, 20), "2025-01-20" },
        { new TimeOnly(6, 57, 27, 290), "06:57:27.2900000" },
        { new TimeSpan(1, 2, 3, 4, 5), "1.02:03:04.0050000" },
    };

    [Theory]
    [MemberData(nameof(Times))]
    public void A_text_that_became_a_time_is_that_text_again(object time, string text)
    {
        var item = Copy(new() { ["Text"] = time, ["Urls"] = new[] { time }, ["AdditionalProperties"] = Members(time) });

        Assert.Equal((text, text), (item.Text, Assert.Single(item.Urls)));
        Assert.Equal($$"""{"created_at":"{{text}}","list":["{{text}}"]}""", item.AdditionalProperties.ToString());
        Assert.Contains($"\"created_at\":{$"\"{text}\""}", Exported.Text(DmTranscriptFormat.JsonLines, [item]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_is_that_of_a_timestamp_alone_of_any_type()
    {
        var time = new DateTime(2025, 1, 20, 6, 57, 27, 290, DateTimeKind.Utc);

        Assert.Equal(time, Copy(new() { ["Timestamp"] = time }).CreatedAtUtc.UtcDateTime);
        Assert.Equal(time, Copy(new() { ["Timestamp"] = new DateTimeOffset(time).ToOffset(TimeSpan.FromHours(2)) }).CreatedAtUtc.UtcDateTime);
    }

    [Theory]
    [InlineData(DmTranscriptFormat.Html, ">verified when exported</span>")]
    [InlineData(DmTranscriptFormat.Markdown, "(verified when exported)")]
    public void A_copy_says_only_that_it_was_verified_when_exported(DmTranscriptFormat format, string words)
    {
        var copy = Copy(new() { ["EventType"] = "MessageCreate", ["Source"] = "Chat", ["SenderId"] = "12", ["Text"] = "Hi", ["IsVerified"] = "True" });

        foreach (var item in new[] { copy, copy.WithSafeText(), copy.WithMedia([]) })
        {
            var text = Exported.Text(format, [item]);
            Assert.Contains(words, text, StringComparison.Ordinal);
            Assert.DoesNotContain("✓", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("media", true)]
    [InlineData("elsewhere", false)]
    public void The_path_in_a_copy_is_followed_inside_of_the_media_folder_only(string name, bool isEmbedded)
    {
        using var folder = new ScratchFolder();
        Directory.CreateDirectory(folder["media"]);
        Directory.CreateDirectory(folder["elsewhere"]);
        File.WriteAllText(folder[$"{name}/a.txt"], "SECRET");
        var media = new Dictionary<string, object?>(StringComparer.Ordinal) { ["MediaKey"] = "1", ["LocalPath"] = folder[$"{name}/a.txt"] };
        var copy = Copy(new() { ["EventType"] = "MessageCreate", ["SenderId"] = "12", ["Media"] = new object[] { media } });

        foreach (var item in new[] { copy, copy.WithSafeText(), copy.WithMedia(copy.Media) })
        {
            var page = Exported.Text(DmTranscriptFormat.Html, [item], options => options with { EmbedMedia = true, MediaPath = folder["media"] });
            Assert.Equal(isEmbedded, page.Contains(Convert.ToBase64String("SECRET"u8), StringComparison.Ordinal));
        }
    }

    private static Dictionary<string, object?> Members(object time) => new(StringComparer.Ordinal) { ["created_at"] = time, ["list"] = new[] { time } };

    private static DmEvent Copy(Dictionary<string, object?> properties)
    {
        properties["Id"] = "5";
        return DmEventCopy.Create(properties, (source, name) => ((Dictionary<string, object?>)source).GetValueOrDefault(name));
    }
}
