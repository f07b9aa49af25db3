"""GeoNames first level codes for ISO 3166-2, where names do not tell (GeoNames' admin1CodesASCII)."""

FIRST_LEVEL = {
    "GB": "ENG=ENG SCT=SCT WLS=WLS NIR=NIR",
    "CA": "01=AB 02=BC 03=MB 04=NB 05=NL 07=NS 08=ON 09=PE 10=QC 11=SK 12=YT 13=NT 14=NU",
    "AU": "01=ACT 02=NSW 03=NT 04=QLD 05=SA 06=TAS 07=VIC 08=WA",
    "DE": "01=BW 02=BY 03=HB 04=HH 05=HE 06=NI 07=NW 08=RP 09=SL 10=SH 11=BB 12=MV 13=SN 14=ST 15=TH 16=BE",
    "FR": "75=NAQ 32=HDF 44=GES 94=20R 24=CVL 84=ARA 52=PDL 53=BRE 28=NOR 11=IDF 27=BFC 93=PAC 76=OCC",
    "IN": "40=TS 21=OD 37=CG 39=UK 12=JK 52=DH 41=LA 36=UP 07=DL 22=PY",
    "IT": "01=65 02=77 03=78 04=72 05=45 06=36 07=62 08=42 09=25 10=57 11=67 12=21 13=75 14=88"
    " 15=82 16=52 17=32 18=55 19=23 20=34",
    "ES": "51=AN 52=AR 53=CN 54=CM 55=CL 56=CT 57=EX 58=GA 59=PV 60=VC 07=IB 27=RI 29=MD 31=MC 32=NC"
    " 34=AS 39=CB",
    "MX": "09=CMX 15=MEX 16=MIC 30=VER 07=COA",
    "RU": "48=MOW 66=SPE",
}
"""GeoNames first level codes whose units the packages name differently; the rest is matched by name."""
