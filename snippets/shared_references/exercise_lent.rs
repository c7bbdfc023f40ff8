//@ compiles
//@ fixes exercise
struct Menu {
    dishes: Vec<String>,
}

fn letters(menu: &Menu) -> usize {
    let dishes = &menu.dishes;
    dishes.iter().map(|dish| dish.len()).sum()
}

fn main() {
    let dishes = vec![String::from("soup"), String::from("tea")];
    let menu = Menu { dishes };
    println!("{} letters", letters(&menu));
    println!("{} dishes", menu.dishes.len());
}
