"""Common names of Morocco with several Latin spellings each, written down for the graded questions: nobody's in particular."""

from __future__ import annotations

from dataclasses import dataclass

_MALE = (
    "محمد:Mohamed,Mohammed,Mohammad أحمد:Ahmed,Ahmad حسن:Hassan,Hasan "
    "الحسين:Lhoucine,El_Houssine,Houcine علي:Ali,Aly عمر:Omar,Omer "
    "يوسف:Youssef,Yousef,Youssouf إدريس:Driss,Idriss,Dris عبد_الله:Abdellah,Abdallah "
    "عبد_القادر:Abdelkader,Abd_el_Kader سعيد:Said,Saïd,Saaid "
    "مصطفى:Mostafa,Mustapha,Mustafa إبراهيم:Brahim,Ibrahim خالد:Khalid,Khaled "
    "رشيد:Rachid,Rashid كريم:Karim,Kareem جمال:Jamal,Djamal هشام:Hicham,Hisham "
    "ياسين:Yassine,Yacine أيوب:Ayoub,Ayyoub حمزة:Hamza,Hamzah بوشعيب:Bouchaib,Bouchaïb "
    "لحسن:Lahcen,Lahsen المختار:Mokhtar,El_Mokhtar الطاهر:Tahar,Taher "
    "عبد_السلام:Abdeslam,Abdessalam عبد_الرحمان:Abderrahmane,Abderrahman "
    "موسى:Moussa,Mousa سليمان:Slimane,Soulaimane عثمان:Othmane,Otmane بدر:Badr,Bader "
    "طارق:Tarik,Tariq فؤاد:Fouad,Foued جواد:Jaouad,Jawad أنس:Anas,Anass "
    "زكرياء:Zakaria,Zakariae عبد_العزيز:Abdelaziz,Abdelazize العربي:Larbi,El_Arbi "
    "المعطي:Maati,El_Maati قاسم:Kacem,Qassem"
)
_FEMALE = (
    "فاطمة:Fatima,Fatema خديجة:Khadija,Khadidja عائشة:Aicha,Aïcha,Aisha "
    "زينب:Zineb,Zaynab,Zainab مريم:Mariam,Meryem,Maryam رقية:Rkia,Rokia,Rqia "
    "حليمة:Halima,Halimah نعيمة:Naima,Naïma سعاد:Souad,Suad حنان:Hanane,Hanan "
    "كريمة:Karima,Kareema لطيفة:Latifa,Lateefa أمينة:Amina,Ameena سلمى:Salma,Selma "
    "هند:Hind,Hend إيمان:Imane,Iman أسماء:Asmae,Asma نجاة:Najat,Nadjat زهرة:Zahra,Zohra "
    "مليكة:Malika,Maleeka رشيدة:Rachida,Rashida جميلة:Jamila,Djamila "
    "سميرة:Samira,Sameera غيثة:Ghita,Rhita إيطو:Itto,Ittou فطومة:Fettouma,Fatouma "
    "عتيقة:Atika,Atiqa بشرى:Bouchra,Bushra وفاء:Wafae,Ouafa هاجر:Hajar,Hagar "
    "حفيظة:Hafida,Hafidha صفية:Safia,Safiya كلثوم:Kaltoum,Keltoum "
    "ميمونة:Mimouna,Maimouna يامنة:Yamna,Yemna السعدية:Saadia,Essaadia "
    "محجوبة:Mahjouba,Mahdjouba ثريا:Touria,Thouraya رحمة:Rahma,Rahmah لبنى:Loubna,Lubna"
)
_FAMILY = (
    "الفاسي:El_Fassi,Fassi التازي:Tazi,Ettazi العلوي:Alaoui,El_Alaoui "
    "الوزاني:Ouazzani,El_Ouazzani,Wazzani بنجلون:Benjelloun,Ben_Jelloun "
    "العمراني:Amrani,El_Omrani الناصري:Naciri,Nassiri الإدريسي:Idrissi,El_Idrissi "
    "البقالي:Bakkali,El_Bakkali السباعي:Sebbai,Sbai القادري:Kadiri,El_Qadiri "
    "الزهراوي:Zahraoui,Ezzahraoui بوزيان:Bouziane,Bouzian بنعلي:Benali,Ben_Ali "
    "برادة:Berrada,Barrada بنسودة:Bensouda,Ben_Souda الصقلي:Skalli,Sqalli "
    "العراقي:Iraqi,Laraki السلاوي:Slaoui,Sellaoui المرابط:Mrabet,Lamrabet "
    "الحداد:Haddad,El_Haddad النجار:Najjar,Ennajjar الخياط:Khayat,El_Khayat "
    "الشرقاوي:Cherkaoui,Charkaoui التهامي:Touhami,Tohami الكتاني:Kettani,El_Kettani "
    "الدباغ:Debbagh,Dabbagh بنشقرون:Benchekroun,Ben_Chekroun الغازي:Ghazi,El_Ghazi "
    "المريني:Mrini,El_Mrini الصنهاجي:Sanhaji,Senhaji الزناتي:Zenati,Znati "
    "المصمودي:Masmoudi,Mesmoudi الريفي:Riffi,Errifi السوسي:Soussi,Essoussi "
    "الدكالي:Doukkali,Doukali الرحماني:Rahmani,Errahmani الشاوي:Chaoui,Ech_Chaoui "
    "المسعودي:Messaoudi,Massoudi الحمداوي:Hamdaoui,El_Hamdaoui "
    "اليعقوبي:Yacoubi,El_Yaakoubi بلقاسم:Belkacem,Belqasem بوعزة:Bouazza,Bou_Azza "
    "أوشن:Ouchen,Ouchene آيت_لحسن:Ait_Lahcen,Aït_Lahsen آيت_حدو:Ait_Haddou,Aït_Heddou "
    "بنموسى:Benmoussa,Ben_Moussa بنكيران:Benkirane,Ben_Kirane الأزرق:Lazrak,El_Azrak "
    "الطاهري:Tahiri,Taheri الوردي:Ouardi,El_Ouardi الجابري:Jabri,El_Jabiri "
    "المنصوري:Mansouri,El_Mansouri الحراق:Harrak,El_Harrak الراشدي:Rachidi,Errachidi "
    "القباج:Kabbaj,Kabbadj السقاط:Sekkat,Sakkat لحلو:Lahlou,Lahlo بنيس:Bennis,Benniss "
    "اللعبي:Laabi,Elaabi كسوس:Guessous,Gessous الخطيب:Khatib,El_Khatib "
    "الزياني:Ziani,Zayani الزيتوني:Zitouni,Zaitouni المالكي:Malki,El_Malki "
    "البوزيدي:Bouzidi,El_Bouzidi الحسني:Hassani,El_Hassani المحمدي:Mhammedi,El_Mohammadi "
    "الهاشمي:Hachimi,El_Hachmi البغدادي:Baghdadi,El_Baghdadi الجزولي:Jazouli,Djazouli "
    "الشافعي:Chafai,Chafii بنعمر:Benamar,Ben_Omar بنزكري:Benzekri,Ben_Zekri "
    "الداودي:Daoudi,Eddaoudi الفيلالي:Filali,El_Filali العزوزي:Azzouzi,El_Azzouzi "
    "الكراوي:Guerraoui,El_Guerraoui بوشتى:Bouchta,Bouchtta الوافي:Ouafi,El_Ouafi"
)


@dataclass(frozen=True, slots=True)
class Known:
    """One name: its Arabic spelling, and the Latin ones, the first being the usual."""

    arabic: str
    latin: tuple[str, ...]


def _read(written: str) -> tuple[Known, ...]:
    pairs = (one.replace("_", " ").split(":") for one in written.split())
    return tuple(Known(arabic, tuple(latin.split(","))) for arabic, latin in pairs)


MALE, FEMALE, FAMILY = _read(_MALE), _read(_FEMALE), _read(_FAMILY)
PLACES = _read(
    "فاس:Fès الدار_البيضاء:Casablanca طنجة:Tanger مراكش:Marrakech سيدي_بوزيان:Sidi_Bouziane أولاد_الحداد:Oulad_Haddad "
    "دوار_آيت_حدو:Douar_Aït_Haddou وزان:Ouazzane تازة:Taza سوس:Souss"
)
