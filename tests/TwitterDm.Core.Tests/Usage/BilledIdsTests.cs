using System.Globalization;
using TwitterDm.Usage;

namespace TwitterDm.Core.Tests.Usage;

public sealed class BilledIdsTests
{
    private const int Beyond = BilledIds.Capacity + 1000;

    [Fact]
    public void An_id_is_billed_once_until_the_day_ends()
    {
        var ids = new BilledIds();

        Assert.True(ids.Add("2123839172093720848"));
        Assert.False(ids.Add("2123839172093720848"));
        ids.Clear();
        Assert.True(ids.Add("2123839172093720848"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12-34")]
    [InlineData("123456789012345678901234")]
    public void An_id_that_is_not_a_number_is_billed_each_time(string? id)
    {
        var ids = new BilledIds();

        Assert.True(ids.Add(id));
        Assert.True(ids.Add(id));
    }

    [Fact]
    public void A_long_list_in_descending_order_keeps_its_newest_ids()
    {
        var ids = new BilledIds();
        for (var id = Beyond; id > 0; id--)
            Assert.True(ids.Add(Text(id)));

        Assert.Equal(BilledIds.Capacity, ids.Count);
        Assert.False(ids.Add(Text(Beyond)));
        Assert.False(ids.Add(Text(1001)));
        Assert.True(ids.Add(Text(1000)));
        Assert.True(ids.Add(Text(1000)));
    }

    [Fact]
    public void Later_ids_replace_the_oldest()
    {
        const int newer = 1000;
        var ids = new BilledIds();
        for (var id = BilledIds.Capacity; id > 0; id--)
            Assert.True(ids.Add(Text(id)));
        for (var id = BilledIds.Capacity + 1; id <= BilledIds.Capacity + newer; id++)
        {
            Assert.True(ids.Add(Text(id)));
            Assert.False(ids.Add(Text(id)));
        }

        Assert.Equal((BilledIds.Capacity / 2) + newer, ids.Count);
        Assert.False(ids.Add(Text((BilledIds.Capacity / 2) + 1)));
        Assert.True(ids.Add(Text(BilledIds.Capacity / 2)));
        Assert.True(ids.Add(Text(1)));
    }

    [Fact]
    public void Ids_in_any_order_are_billed_once()
    {
        var ids = new BilledIds();
        string[] given = ["30", "10", "20", "40", "25"];

        Assert.All(given, id => Assert.True(ids.Add(id)));
        Assert.All(given, id => Assert.False(ids.Add(id)));
        Assert.Equal(given.Length, ids.Count);
    }

    [Fact]
    public void Many_ids_in_a_random_order_are_billed_once()
    {
        const int count = 35_000;
        var seed = Environment.TickCount;
        var given = Enumerable.Range(1, count).ToArray();
        new Random(seed).Shuffle(given);
        var ids = new BilledIds();

        Assert.All(given, id => Assert.True(ids.Add(Text(id)), $"{id} was billed before (seed {seed})."));
        Assert.All(given, id => Assert.False(ids.Add(Text(id)), $"{id} was billed again (seed {seed})."));
        Assert.Equal(count, ids.Count);
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
