using TwitterDm.Core.Tests.Profiles;
using TwitterDm.Media;

namespace TwitterDm.Core.Tests.Media;

/// <summary>Runs alone in the process, since other tests' allocations would count.</summary>
[CollectionDefinition(nameof(SegmentMemoryTests), DisableParallelization = true)]
[Collection(nameof(SegmentMemoryTests))]
public sealed class SegmentMemoryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Segments_stream_from_the_disk_in_constant_memory(bool asJson)
    {
        const int segmentLength = 4 * 1024 * 1024;
        const int segments = 50;
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Root, "large.mp4");
        await File.WriteAllBytesAsync(path, SampleMedia.Mp4);
        await using (var sparse = new FileStream(path, FileMode.Open))
            sparse.SetLength((long)segments * segmentLength);
        using var source = MediaSource.Open(MediaFile.Inspect(path));
        await SendAsync(0);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var index = 0; index < segments; index++)
            await SendAsync(index);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.InRange((double)allocated / ((long)segments * segmentLength), 0, 0.05);

        async Task SendAsync(int index)
        {
            using var body = asJson
                ? source.CreateJson(index, (long)index * segmentLength, segmentLength)
                : source.CreateForm(index, (long)index * segmentLength, segmentLength);
            await body.CopyToAsync(Stream.Null);
        }
    }
}
