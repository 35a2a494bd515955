-- grain: one row a customer whose id differs from another's in case, width, blanks or leading zeros alone
select min(customer_id) || ' / ' || max(customer_id) as example
from (
  select
    customer_id,
    regexp_replace(
      regexp_replace(
        translate(
          lower(nfc_normalize(customer_id)),
          '０１２３４５６７８９ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ',
          '0123456789abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz'
        ),
        '[\s\p{Z}\p{Cf}]|[.]0+$', '', 'g'
      ),
      '^0+(.)', '\1'
    ) as folded
  from staging.customers
)
group by folded
having count(*) > 1
order by example
