using System.Text;
using TwitterDm.Auth;
using TwitterDm.Core.Tests.Profiles;

namespace TwitterDm.Core.Tests.Auth;

/// <summary>What is accepted as a chat key, as text and in files.</summary>
public sealed class ChatKeyTests : IDisposable
{
    private static readonly DmUser Jack = new() { Id = "12", Username = "jack" };
    private static readonly byte[] Full = [.. Enumerable.Range(1, 64).Select(value => (byte)value)];
    private static readonly byte[] Half = Full[..32];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{0}")]
    [InlineData("  {0}\r\n")]
    [InlineData("\t{0}\n\n")]
    public void A_key_is_base64_with_white_space_around_it(string form)
    {
        foreach (var bytes in (byte[][])[Full, Half])
        {
            using var key = ChatKey.Parse(form.Replace("{0}", Convert.ToBase64String(bytes), StringComparison.Ordinal));

            Assert.Equal(bytes, key.Of(Jack).Bytes);
            Assert.DoesNotContain(Convert.ToBase64String(bytes), key.ToString(), StringComparison.Ordinal);
        }
    }

    public static TheoryData<string, string> BadKeys() => new()
    {
        { "", "is empty" },
        { " \n", "is empty" },
        { "not base64!", "white space inside" },
        { "not-base64", "variant of base64" },
        { "b@se64", "not valid base64" },
        { "'" + Convert.ToBase64String(Full) + "'", "not valid base64" },
        { Convert.ToBase64String(Full).TrimEnd('='), "not valid base64" },
        { Convert.ToBase64String(Full) + "\n" + Convert.ToBase64String(Full), "white space inside" },
        { Convert.ToBase64String(Full[..31]), "has 31 bytes, and has to have 64 (or 32" },
        { Convert.ToBase64String(Full[..63]), "has 63 bytes" },
        { Convert.ToBase64String([.. Full, 1]), "has 65 bytes" },
        { Convert.ToBase64String(Full[..1]), "has 1 byte," },
        { Convert.ToBase64String(new byte[64]), "consists of zeros" },
        { Convert.ToBase64String(new byte[32]), "consists of zeros" },
    };

    [Theory]
    [MemberData(nameof(BadKeys))]
    public void A_malformed_key_is_rejected_with_what_is_wrong_and_never_repeated(string text, string problem)
    {
        var error = Assert.Throws<DmException>(() => ChatKey.Parse(text));

        Assert.Equal((DmErrorKind.ChatKey, DmErrorReason.ChatKeyInvalid), (error.Kind, error.Reason));
        Assert.StartsWith("The chat key ", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        if (text.Trim().Length > 12)
            Assert.DoesNotContain(text.Trim()[..12], error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_is_read_from_the_environment()
    {
        Assert.Null(ChatKey.FromEnvironment(_ => null));
        Assert.Null(ChatKey.FromEnvironment(_ => " "));
        using var key = ChatKey.FromEnvironment(name => string.Equals(name, "TWITTERDM_CHAT_KEY", StringComparison.Ordinal) ? Convert.ToBase64String(Full) : null);
        Assert.Equal(Full, key!.Of(Jack).Bytes);
        var error = Assert.Throws<DmException>(() => ChatKey.FromEnvironment(_ => "canary canary"));
        Assert.Contains("TWITTERDM_CHAT_KEY", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Disposing_of_a_key_overwrites_it()
    {
        var key = ChatKey.Parse(Convert.ToBase64String(Full));
        var bytes = key.Of(Jack).Bytes;

        key.Dispose();

        Assert.Equal(new byte[64], bytes);
    }

    [Theory]
    [InlineData("{0}", false)]
    [InlineData("{0}\n", false)]
    [InlineData("{0}\r\n", false)]
    [InlineData("{0}\n", true)]
    public void A_file_can_be_base64(string form, bool hasByteOrderMark)
    {
        var path = Write(form, hasByteOrderMark ? Encoding.UTF8 : null);

        using var key = ChatKey.ReadFile(path);

        Assert.Equal(Full, key.Of(Jack).Bytes);
    }

    [Theory]
    [InlineData("users:\n    \"12\":\n        private_keys_b64: {0}\n        key_version: \"1765382634817\"\n")]
    [InlineData("users:\r\n  12:\r\n    private_keys_b64: '{0}'\r\n    key_version: 1765382634817\r\n")]
    [InlineData(
        "# keys\nversion: 1\nusers:   # all of them\n\n  '7':\n    private_keys_b64: AAAA\n    key_version: 1\n  12: # jack\n    key_version: '1765382634817' # new\n    private_keys_b64: \"{0}\"   # secret\nother:\n  nested:\n    deeper: x\n")]
    [InlineData("---\nusers:\n  \"12\":\n    private_keys_b64:   {0}\n    key_version: \"1765382634817\"\n    realms:\n      a: b")]
    public void A_file_can_be_the_YAML_of_xurl(string form)
    {
        using var key = ChatKey.ReadFile(Write(form));

        var entry = key.Of(Jack);
        Assert.Equal((Convert.ToBase64String(Full), "1765382634817"), (Convert.ToBase64String(entry.Bytes), entry.Version));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("garbage", "not valid base64")]
    [InlineData("{0}\n{0}\n", "white space inside")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----", "white space inside")]
    [InlineData("{\"users\":{\"12\":{\"private_keys_b64\":\"{0}\"}}}", "line 1 has a form of YAML that is not supported")]
    [InlineData("users: {\"12\": {private_keys_b64: x}}", "line 1 has a form of YAML that is not supported")]
    [InlineData("users:\n", "its list 'users' is empty")]
    [InlineData("accounts:\n  12:\n    a: b\n", "it has no list 'users'")]
    [InlineData("users:\n  jack:\n    private_keys_b64: {0}\n", "line 2 is not a user id")]
    [InlineData("users:\n  - id: 12\n", "line 2 has a form of YAML that is not supported")]
    [InlineData("users:\n\t12:\n\t\tprivate_keys_b64: {0}\n", "line 2 has a form of YAML that is not supported")]
    [InlineData("users:\n  12:\n    private_keys_b64: |\n      {0}\n", "line 3 has a form of YAML that is not supported")]
    [InlineData("users:\n  12:\n    private_keys_b64: &a {0}\n", "line 3 has a form of YAML that is not supported")]
    [InlineData("users:\n  12: !!python/object:os.system x\n", "line 2 has a form of YAML that is not supported")]
    [InlineData("users:\n  12:\n    private_keys_b64: \"a\\u0041\"\n", "line 3 has quotes or escapes that are not supported")]
    [InlineData("users:\n  12:\n    private_keys_b64: 'a''b'\n", "line 3 has quotes or escapes that are not supported")]
    [InlineData("users:\n  12:\n    private_keys_b64: \"a\n", "line 3 has quotes or escapes that are not supported")]
    [InlineData("users:\n  12:\n    private_keys_b64: \"a\" b\n", "line 3 has more than a value")]
    [InlineData("users:\n  12:\n    private_keys_b64: {0}\n  12:\n    private_keys_b64: {0}\n", "line 4 repeats a key")]
    [InlineData("users:\n  12:\n    a: b\nusers:\n  7:\n    a: b\n", "line 4 repeats a key")]
    [InlineData("users:\n    12:\n        a: b\n  7:\n    a: b\n", "line 4 is not indented like the lines before it")]
    [InlineData("users: x\n  12:\n    a: b\n", "line 2 is indented below a value")]
    [InlineData("  users:\n    12:\n", "it does not begin with a key")]
    [InlineData("# users:\n", "it does not begin with a key")]
    [InlineData("users:\n  12\n", "line 2 is not a key with a value")]
    public void Another_form_of_file_is_rejected_with_its_line(string form, string problem)
    {
        var path = Write(form);

        var error = Assert.Throws<DmException>(() => ChatKey.ReadFile(path));

        Assert.Equal((DmErrorKind.ChatKey, DmErrorReason.ChatKeyFileInvalid), (error.Kind, error.Reason));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Full)[..12], error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_the_account_names_the_accounts_that_it_has()
    {
        using var key = ChatKey.ReadFile(Write("users:\n  7:\n    private_keys_b64: {0}\n  8:\n    private_keys_b64: {0}\n"));

        var error = Assert.Throws<DmException>(() => key.Of(Jack));

        Assert.Equal((DmErrorKind.ChatKey, DmErrorReason.ChatKeyOfOtherAccount), (error.Kind, error.Reason));
        Assert.EndsWith("has no key for @jack (12), only for the accounts 7, 8.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("private_keys_b64: AAAA", "has 3 bytes")]
    [InlineData("key_version: 1", "is empty")]
    public void A_malformed_key_in_a_file_matters_only_for_its_account(string entry, string problem)
    {
        using var key = ChatKey.ReadFile(Write($"users:\n  7:\n    {entry}\n  12:\n    private_keys_b64: {{0}}\n"));

        Assert.Equal(Full, key.Of(Jack).Bytes);
        var error = Assert.Throws<DmException>(() => key.Of(new() { Id = "7" }));
        Assert.Contains($"for the account 7 {problem}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_text_or_too_large_is_rejected()
    {
        var binary = _folder.Root + "/binary";
        File.WriteAllBytes(binary, [0xFF, 0x80, .. Full]);
        var large = _folder.Root + "/large";
        File.WriteAllText(large, new string('A', 300_000));

        Assert.Contains("not text", Assert.Throws<DmException>(() => ChatKey.ReadFile(binary)).Message, StringComparison.Ordinal);
        Assert.Contains("too large", Assert.Throws<DmException>(() => ChatKey.ReadFile(large)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_an_error_about_the_file()
    {
        var missing = Assert.Throws<DmException>(() => ChatKey.ReadFile(_folder.Root + "/none"));
        var folder = Assert.Throws<DmException>(() => ChatKey.ReadFile(_folder.Root));

        Assert.Equal((DmErrorKind.File, DmErrorKind.File), (missing.Kind, folder.Kind));
        Assert.Contains("does not exist", missing.Message, StringComparison.Ordinal);
    }

    private string Write(string form, Encoding? encoding = null)
    {
        var path = Path.Combine(_folder.Root, "keys.yml");
        File.WriteAllText(
            path,
            form.Replace("{0}", Convert.ToBase64String(Full), StringComparison.Ordinal),
            encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return path;
    }
}
