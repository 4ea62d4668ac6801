namespace TwitterDm.Text;

/// <summary>The one way to the host of an address that others wrote.</summary>
internal static class AsciiHost
{
    /// <summary>The host in ASCII, which cannot be mistaken for another one. IPv6 addresses have no brackets.</summary>
    /// <param name="address">An absolute address (untrusted input).</param>
    /// <returns>
    /// The host; null if it has no ASCII form, so that nothing can be found there. <see cref="Uri"/> accepts such addresses.
    /// </returns>
    public static string? Of(Uri address)
    {
        try
        {
            return address.IdnHost;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }
}
