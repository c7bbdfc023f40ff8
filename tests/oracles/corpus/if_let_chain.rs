//@ compiles
struct User {
    name: String,
    boss: Option<Box<User>>,
}

fn greeting(user: &User) -> String {
    if let Some(boss) = &user.boss
        && let Some(first) = boss.name.chars().next()
        && first.is_uppercase()
    {
        format!("{} works for {}", user.name, boss.name)
    } else {
        format!("{} works alone", user.name)
    }
}

fn main() {
    let boss = User { name: String::from("Ada"), boss: None };
    let user = User { name: String::from("Bo"), boss: Some(Box::new(boss)) };
    println!("{}", greeting(&user));
    if let Some(boss) = user.boss && boss.boss.is_none() {
        println!("{}", boss.name);
    }
}
