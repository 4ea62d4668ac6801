using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Tests.World;

/// <summary>Remaining items are found without iterating over the list.</summary>
public sealed class RemovedPositionsTests
{
    [Fact]
    public void Each_index_gives_the_same_item_as_a_filter()
    {
        var random = new Random(7);
        var (removed, gone) = (RemovedPositions.None, new SortedSet<int>());
        for (var round = 0; round < 300; round++)
        {
            var position = random.Next(500);
            gone.Add(position);
            removed = removed.With(position);
            Assert.Equal(gone.Count, removed.Count);
            if (round % 10 != 0)
                continue;
            var left = Enumerable.Range(0, 500).Where(other => !gone.Contains(other)).ToList();
            Assert.Equal(left, Enumerable.Range(0, left.Count).Select(removed.PositionOf));
            Assert.All(Enumerable.Range(0, 500), other => Assert.Equal(gone.Contains(other), removed.Contains(other)));
        }
    }

    [Fact]
    public void Removing_does_not_change_the_original()
    {
        var first = RemovedPositions.None.With(3);
        var second = first.With(1);
        Assert.Equal((1, 2, 0), (first.Count, second.Count, RemovedPositions.None.Count));
        Assert.Equal((4, 4), (first.PositionOf(3), second.PositionOf(2)));
        Assert.Same(second, second.With(3));
    }

    [Fact]
    public void Lookups_are_fast_in_a_million_items_with_ten_thousand_removed()
    {
        var removed = Enumerable.Range(0, 10_000).Aggregate(RemovedPositions.None, (all, number) => all.With(number * 100));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var sum = Enumerable.Range(0, 990_000).Sum(index => (long)removed.PositionOf(index));
        Assert.Equal(Enumerable.Range(0, 1_000_000).Where(position => position % 100 != 0).Sum(position => (long)position), sum);
        Assert.InRange(watch.ElapsedMilliseconds, 0, 5_000);
    }
}
