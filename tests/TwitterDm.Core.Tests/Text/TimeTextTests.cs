using System.Globalization;
using TwitterDm.Text;

namespace TwitterDm.Core.Tests.Text;

public sealed class TimeTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    // Two hours ahead of UTC, and three in summer.
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(2), "test", "test", "test", [
        TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 3, 0, 0), 3, 29),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 4, 0, 0), 10, 25))]);

    [Theory]
    [InlineData("2026-11-20", "2026-11-19T22:00:00Z")]
    [InlineData("2026-07-20", "2026-07-19T21:00:00Z")]
    [InlineData("2026-11-20T12:30", "2026-11-20T10:30:00Z")]
    [InlineData("2026-11-20 12:30:15", "2026-11-20T10:30:15Z")]
    [InlineData("2026-11-20T12:30:15.123", "2026-11-20T10:30:15.123Z")]
    [InlineData("2026-11-20T12:30:15.123Z", "2026-11-20T12:30:15.123Z")]
    [InlineData("2026-11-20T12:30:15+01:00", "2026-11-20T11:30:15Z")]
    [InlineData("2026-11-20T12:30Z", "2026-11-20T12:30:00Z")]
    [InlineData("20261120T123015Z", "2026-11-20T12:30:15Z")]
    [InlineData(" 2026-11-20 ", "2026-11-19T22:00:00Z")]
    [InlineData("2026-03-29T03:30", "2026-03-29T01:30:00Z")]
    [InlineData("7d", "2026-11-19T12:00:00Z")]
    [InlineData("12h", "2026-11-26T00:00:00Z")]
    [InlineData("30m", "2026-11-26T11:30:00Z")]
    [InlineData("45S", "2026-11-26T11:59:15Z")]
    [InlineData("2w", "2026-11-12T12:00:00Z")]
    [InlineData("1.5h", "2026-11-26T10:30:00Z")]
    [InlineData("00:15:00", "2026-11-26T11:45:00Z")]
    public void A_time_is_ISO_8601_or_a_duration(string text, string utc)
    {
        Assert.True(TimeText.TryParseTime(text, Now, Zone, out var time));
        Assert.Equal(DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture), time);
    }

    [Theory]
    [InlineData("11/20/2026")]
    [InlineData("20.11.2026")]
    [InlineData("yesterday")]
    [InlineData("20261120")]
    [InlineData("7")]
    [InlineData("2026")]
    [InlineData("-7d")]
    [InlineData("7 d")]
    [InlineData("1e3d")]
    [InlineData("99999999w")]
    [InlineData("3000w3000w")]
    [InlineData("2026-13-01")]
    [InlineData("2026-11-20T25:00")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_else_is_rejected(string? text) => Assert.False(TimeText.TryParseTime(text, Now, Zone, out _));

    [Fact]
    public void Numbers_have_a_decimal_point_in_every_culture()
    {
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        german.NumberFormat.NumberDecimalSeparator = ",";
        german.NumberFormat.NumberGroupSeparator = ".";
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = german;
            Assert.False(TimeText.TryParseDuration("1,5h", out _));
            Assert.True(TimeText.TryParseDuration("1.5h", out var duration));
            Assert.Equal(TimeSpan.FromMinutes(90), duration);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("15m", "00:15:00")]
    [InlineData("1:30", "01:30:00")]
    [InlineData("1.00:00:00", "1.00:00:00")]
    [InlineData("0s", "00:00:00")]
    public void A_duration_has_a_unit_or_colons(string text, string expected)
    {
        Assert.True(TimeText.TryParseDuration(text, out var duration));
        Assert.Equal(TimeSpan.Parse(expected, CultureInfo.InvariantCulture), duration);
    }

    [Theory]
    [InlineData("15")]
    [InlineData("m")]
    [InlineData("-00:15:00")]
    [InlineData("1y")]
    public void A_duration_without_a_unit_is_rejected(string text) => Assert.False(TimeText.TryParseDuration(text, out _));
}
