using TwitterDm.Archive.Containers;
using TwitterDm.Storage;

namespace TwitterDm.Core.Tests.Storage;

/// <summary>Which paths that come with data may be opened.</summary>
public sealed class LocalPathsTests
{
    [Theory]
    [InlineData("/home/ann/a.png", true)]
    [InlineData("C:\\Users\\ann\\a.png", true)]
    [InlineData("a.png", true)]
    [InlineData("", false)]
    [InlineData("\\\\server\\share\\a.png", false)]
    [InlineData("//server/share/a.png", false)]
    [InlineData("/\\server/share/a.png", false)]
    [InlineData("\\\\?\\UNC\\server\\share\\a.png", false)]
    [InlineData("file:///a.png", false)]
    [InlineData("FILE:a.png", false)]
    [InlineData("https://example.com/a.png", false)]
    [InlineData("/a\0.png", false)]
    public void Only_a_path_of_this_computer_is_local(string path, bool expected) => Assert.Equal(expected, LocalPaths.IsLocal(path));

    [Fact]
    public void A_file_of_an_archive_on_a_network_share_can_be_read()
    {
        Assert.Null(NetworkFile.OriginOf(Path.GetTempPath()));
        Assert.NotNull(NetworkFile.OriginOf("\\\\server\\share\\archive\\a.png"));
    }
}
