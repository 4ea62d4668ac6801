using TwitterDm.Text;

namespace TwitterDm.Core.Tests.Text;

public sealed class ExceptionTextTests
{
    [Theory]
    [InlineData("No space left on device : '/proc/self/fd/183'", "No space left on device")]
    [InlineData("There is not enough space on the disk. : 'C:\\a b\\it's.part'.", "There is not enough space on the disk")]
    [InlineData("Access to the path '/a/b' is denied.", "Access to the path '/a/b' is denied")]
    [InlineData("It is too large", "It is too large")]
    [InlineData(" : 'x'", " : 'x'")]
    public void The_path_at_the_end_of_a_message_about_a_file_is_left_out(string message, string expected)
        => Assert.Equal(expected, ExceptionText.OfFile(new IOException(message)));
}
