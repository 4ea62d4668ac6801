namespace TwitterDm.Transcripts.Redaction;

/// <summary>Finds e-mail addresses in one pass: of any script, with quotes, with the address of a computer, and several in a row.</summary>
/// <param name="text">The text.</param>
internal sealed class MailAddresses(FoldedText text)
{
    private const int MaxLiteral = 64;

    // The further characters of an atom in RFC 5322.
    private const string Atoms = "!#$%&'*+-/=?^_`{|}~";
    private const string PartsOfAddress = "/?=&#";

    private readonly List<(int Start, int End)> _found = [];

    // Where the part before an @ would begin, whether it has a letter or digit, and the last two quotation marks.
    private int _start;
    private bool _hasWord;
    private bool _isInAddress;
    private int _quote = -1;
    private int _quoteBefore = -1;

    /// <summary>The addresses, from their first to after their last character.</summary>
    public List<(int Start, int End)> Find()
    {
        for (var index = 0; index < text.Length;)
            index = Next(index);
        return _found;
    }

    private int Next(int index)
    {
        var character = text[index];
        if (character == '@')
            return At(index);
        if (character == '"')
            Quote(index);
        if (text.IsWord(index) || FoldedText.IsSymbol(character))
            _hasWord |= !FoldedText.IsSymbol(character);
        else if ((_isInAddress && PartsOfAddress.Contains(character)) || (character != '.' && !Atoms.Contains(character)))
            Restart(index + 1);
        if (character is ' ' or FoldedText.LineBreak)
            _isInAddress = false;
        else if (BeginsAddress(index))
            BeginAddress(index + 1);
        if (character == FoldedText.LineBreak)
            (_quote, _quoteBefore) = (-1, -1);
        return index + 1;
    }

    // An address of the web, or the part of one after a question mark, in which other characters are delimiters.
    private bool BeginsAddress(int index) => text[index] switch
    {
        '/' => text[index - 1] == '/' && text[index - 2] == ':',
        '?' => text[index - 1] is ' ' or FoldedText.LineBreak,
        _ => false,
    };

    private void BeginAddress(int start)
    {
        _isInAddress = true;
        Restart(start);
    }

    private void Restart(int start) => (_start, _hasWord) = (start, false);

    private void Quote(int index)
    {
        if (text[index - 1] != '\\')
            (_quoteBefore, _quote) = (_quote, index);
    }

    private int At(int index)
    {
        var isQuoted = _quote >= 0 && _quote == index - 1 && _quoteBefore >= 0;
        if ((!_hasWord && !isQuoted) || EndOfDomain(index) is not { } end)
        {
            Restart(index + 1);
            return index + 1;
        }

        _found.Add((isQuoted ? _quoteBefore : _start, end));
        Restart(end);
        (_quote, _quoteBefore) = (-1, -1);
        return end;
    }

    // Further addresses that follow without a space belong to it. What ends a sentence does not.
    private int? EndOfDomain(int at)
    {
        if (text[at + 1] == '[')
        {
            for (var index = at + 2; index < at + MaxLiteral && text[index] is not (' ' or FoldedText.LineBreak); index++)
            {
                if (text[index] == ']')
                    return index + 1;
            }
        }

        int? end = null;
        for (var index = at + 1; IsOfDomain(index); index++)
        {
            if (text.IsWord(index) || FoldedText.IsSymbol(text[index]))
                end = index + 1;
        }

        return end;
    }

    private bool IsOfDomain(int index)
        => text[index] is '.' or '-' or '_' or '%' or '@' || text.IsWord(index) || FoldedText.IsSymbol(text[index]);
}
