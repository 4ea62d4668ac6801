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

    private static Dictionary<string, object?> Members(object time) => new(StringComparer.Ordinal) { ["created_at"] = time, ["list"] = new[] { time } };

    private static DmEvent Copy(Dictionary<string, object?> properties)
    {
        properties["Id"] = "5";
        return DmEventCopy.Create(properties, (source, name) => ((Dictionary<string, object?>)source).GetValueOrDefault(name));
    }
}
